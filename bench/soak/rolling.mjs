import { spawn } from "node:child_process";
import { once } from "node:events";

const command = ["vitest", "run", "-c", "vitest.e2e.config.ts", "e2e/rolling.e2e.ts"];
/** What the story prints when it held. */
const verdict = /rolling deploys: (\d+) switches, (\d+) answers/;

/** Two builds that take turns behind one port. */
export const rolling = {
  about:
    "switches between two builds behind one address while browsers and forms call: no failed action, no lost input, no 5xx",
  // The story is one run of so many, in one browser: neither --count nor --minutes divides it.
  count: 100,
  batch: 100,
  async open() {
    const seen = { answers: 0 };
    return {
      run: async () => {
        const output = await runStory();
        const found = verdict.exec(output);
        if (found === null) throw new Error(`the story told no count\n${output}`);
        seen.answers += Number(found[2]);
        return Number(found[1]);
      },
      figures: () => seen,
    };
  },
};

/** Runs the story in its long form; gives what it printed, or throws that. */
async function runStory() {
  const child = spawn("npx", command, {
    env: { ...process.env, EDICT_LONG: "1", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output += chunk.toString()));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`the story failed\n${output}`);
  return output;
}
