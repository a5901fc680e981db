import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { appFolder, runEdict, smallestApp } from "./run-edict.ts";

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function appWith(files: Record<string, string>): Promise<string> {
  const root = await appFolder({ ...smallestApp, ...files });
  made.push(root);
  return root;
}

const page = `import { greet } from "./actions";\nexport default () => <form action={greet} />;\n`;
const wrong = `'use sever'\n\nexport function greet(  ) { return   }\n`;
const right = `'use server'\n\nexport async function greet(  ) { return   }\n`;

test("check --fix writes what can be mended, says it, and checks again; the next run changes nothing", async () => {
  const cwd = await appWith({ "app/page.tsx": page, "app/actions.ts": wrong });
  const first = await runEdict("check --fix", { cwd });
  expect(await readFile(join(cwd, "app/actions.ts"), "utf8")).toBe(right);
  expect(first.out).toBe("");
  expect(first.err).toBe(
    [
      'mended app/actions.ts:1:1 use-server-misspelled Write "use server"',
      "mended app/actions.ts:3:17 invalid-use-server-value Write `async`",
      "Mended 2 problems in 1 file.",
      "No problems in 3 files.\n",
    ].join("\n"),
  );
  expect(first.code).toBe(0);
  const before = await stat(join(cwd, "app/actions.ts"));
  const second = await runEdict("check --fix", { cwd });
  expect(second).toEqual({ code: 0, out: "", err: "No problems in 3 files.\n" });
  expect((await stat(join(cwd, "app/actions.ts"))).mtimeMs).toBe(before.mtimeMs);
});

test("check without --fix writes nothing, and says how many could be mended", async () => {
  const cwd = await appWith({ "app/page.tsx": page, "app/actions.ts": wrong });
  const { code, err } = await runEdict("check", { cwd });
  expect(code).toBe(1);
  expect(err).toMatch(/edict check --fix mends 1 of them\.\n$/);
  expect(await readFile(join(cwd, "app/actions.ts"), "utf8")).toBe(wrong);
});

test("what has no certain mend is printed and fails, and --format json stays an array of what is left", async () => {
  const cwd = await appWith({
    "app/page.tsx": page,
    "app/actions.ts": `${wrong}export const limit = 80;\n`,
  });
  const { code, out, err } = await runEdict("check --fix --format json", { cwd });
  expect(code).toBe(1);
  const left: unknown = JSON.parse(out);
  expect(left).toEqual([expect.objectContaining({ code: "invalid-use-server-value", line: 4 })]);
  expect(Object.keys(Array.isArray(left) ? left[0] : {})).not.toContain("fix");
  expect(err).toContain("Mended 2 problems in 1 file.");
});
