// Runs the gates side by side, one per processor; prints what each of them says that fails.
// usage: node scripts/run-gates.mjs
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

// The longest first: then the last ones to end are short.
const waiting = [
  "types",
  "pack:check",
  "lint",
  "unused",
  "format",
  "diagnostics:check",
  "coverage:check",
  "map:check",
];

/** @type {string[]} */
const failed = [];
await Promise.all(Array.from({ length: availableParallelism() }, runWaiting));
if (failed.length > 0) console.log(`gates that failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);

/** Runs one gate after another until none waits. */
async function runWaiting() {
  for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
    const { code, output } = await run(gate);
    if (code === 0) continue;
    failed.push(gate);
    console.log(`\n== ${gate}\n${output}`);
  }
}

/**
 * Runs a script of package.json to its end; keeps what it prints, so that the words of two do not mix.
 * @param {string} gate
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(gate) {
  const child = spawn("npm", ["run", "--silent", gate], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((done, fail) =>
    child.once("error", fail).once("close", (code) => done({ code, output })),
  );
}
