import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { compileModule } from "../../src/compiler/index.ts";
import { chooser, randomProgram } from "./random-program.ts";
import { moduleFolder, runModule } from "./run-module.ts";

const runs = process.env["EDICT_LONG"] === "1" ? 2_000 : 60;
const folder = await moduleFolder();

afterAll(() => rm(folder, { recursive: true }));

test(
  "actions read what closures would, however they are nested, named and sent",
  { timeout: 60_000 + runs * 200 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const source = randomProgram(chooser(draw));
        const seen = await observe(await compiled(source), "compiled").catch(unlessCircular);
        fc.pre(seen !== circular);
        expect(seen, source).toEqual(await observe(source, "original"));
      }),
      { numRuns: runs, interruptAfterTimeLimit: 45_000 + runs * 200 },
    );
  },
);

const circular = Symbol("circular");

/** Two actions that name each other where names are shadowed may contain each other: nothing can seal that. */
function unlessCircular(error: unknown): symbol {
  if (error instanceof RangeError && error.message === "an action contains itself") return circular;
  throw error;
}

async function compiled(code: string): Promise<string> {
  const made = await compileModule({
    code,
    filename: "/app/page.ts",
    root: "/app",
    environment: "server",
  });
  expect(made.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return made.code;
}

async function observe(main: string, mode: "compiled" | "original"): Promise<unknown> {
  const { exports } = await runModule(folder, { mode, main });
  const { observe: run } = exports;
  if (typeof run !== "function") throw new TypeError("every program exports observe()");
  return run() as unknown;
}
