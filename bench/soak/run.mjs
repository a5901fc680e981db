// Runs long tests of generated cases, each bounded by count and by minutes, and writes what was really run
// to bench/results/soak-<part>.json. A failure prints the seed that repeats it and ends with 1.
// usage: node bench/soak/run.mjs [part…] [--minutes 20] [--count n] [--seed n]
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cache } from "./cache.mjs";
import { differential } from "./differential.mjs";
import { hostile } from "./hostile.mjs";
import { kill } from "./kill.mjs";
import { rolling } from "./rolling.mjs";

/**
 * @typedef {object} Part
 * @property {string} about what one case is
 * @property {number} count cases of a whole run
 * @property {number} batch cases between two looks at the clock
 * @property {() => Promise<{ run: (seed: number, cases: number) => Promise<number>, figures: () => object }>} open
 *   `run` gives how many cases were run, and throws at the first that fails
 */

/** @type {Record<string, Part>} */
const parts = { cache, differential, hostile, kill, rolling };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "20" },
    count: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});
const results = join(import.meta.dirname, "../results");
const firstSeed = Number(values.seed);

const commit = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();
const changed = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" }) !== "";

async function soak(name, part) {
  const wanted = Number(values.count ?? part.count);
  const started = Date.now();
  const deadline = started + Number(values.minutes) * 60_000;
  const rejections = [];
  const onRejection = (reason) => rejections.push(String(reason));
  process.on("unhandledRejection", onRejection);
  const { run, figures } = await part.open();
  let count = 0;
  let failure;
  for (let seed = firstSeed; count < wanted && Date.now() < deadline; seed += 1) {
    const cases = Math.min(part.batch, wanted - count);
    try {
      count += await run(seed, cases);
      if (rejections.length > 0) throw new Error(`unhandled rejections: ${rejections.join("; ")}`);
    } catch (error) {
      failure = `seed ${seed}: ${error instanceof Error ? error.message : String(error)}`;
      break;
    }
    if (process.stdout.isTTY) process.stdout.write(`\r${name}: ${count} of ${wanted} `);
  }
  process.off("unhandledRejection", onRejection);
  const report = {
    part: name,
    about: part.about,
    seed: firstSeed,
    commit: changed ? `${commit} with changes` : commit,
    count,
    wanted,
    cutShort: failure === undefined && count < wanted,
    failure: failure ?? null,
    seconds: Math.round((Date.now() - started) / 1000),
    node: process.version,
    ...figures(),
  };
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `soak-${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${JSON.stringify(report, null, 2)}`);
  return failure === undefined;
}

const names = positionals.length === 0 ? Object.keys(parts) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}
let held = true;
for (const name of names) held = (await soak(name, parts[name])) && held;
process.exit(held ? 0 : 1);
