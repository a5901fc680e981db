import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { appWith as folderWith, run } from "./run-line.ts";

// The first check of a process loads Vite.
vi.setConfig({ testTimeout: 30_000 });

const smallest = {
  "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
  "app/page.tsx": "export default () => <p>Hi</p>;",
};

function appWith(files: Record<string, string>): Promise<string> {
  return folderWith({ ...smallest, ...files });
}

const page = `import { greet } from "./actions";\nexport default () => <form action={greet} />;\n`;
const wrong = `'use sever'\n\nexport function greet(  ) { return   }\n`;
const right = `'use server'\n\nexport async function greet(  ) { return   }\n`;

test("check --fix writes what can be mended, says it, and checks again; the next run changes nothing", async () => {
  const cwd = await appWith({ "app/page.tsx": page, "app/actions.ts": wrong });
  const first = await run("check --fix", cwd);
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
  const second = await run("check --fix", cwd);
  expect(second).toEqual({ code: 0, out: "", err: "No problems in 3 files.\n" });
  expect((await stat(join(cwd, "app/actions.ts"))).mtimeMs).toBe(before.mtimeMs);
});

test("check without --fix writes nothing, and says how many could be mended", async () => {
  const cwd = await appWith({ "app/page.tsx": page, "app/actions.ts": wrong });
  const { code, err } = await run("check", cwd);
  expect(code).toBe(1);
  expect(err).toMatch(/edict check --fix mends 1 of them\.\n$/);
  expect(await readFile(join(cwd, "app/actions.ts"), "utf8")).toBe(wrong);
});

test("what has no certain mend is printed and fails, and --format json stays an array of what is left", async () => {
  const cwd = await appWith({
    "app/page.tsx": page,
    "app/actions.ts": `${wrong}export const limit = 80;\n`,
  });
  const { code, out, err } = await run("check --fix --format json", cwd);
  expect(code).toBe(1);
  const left: unknown = JSON.parse(out);
  expect(left).toEqual([expect.objectContaining({ code: "invalid-use-server-value", line: 4 })]);
  expect(Object.keys(Array.isArray(left) ? left[0] : {})).not.toContain("fix");
  expect(err).toContain("Mended 2 problems in 1 file.");
});

test("the flag that is no longer needed leaves the configuration, and the rest of it stays", async () => {
  const config = `export default {\n  // Limits.\n  serverActions:   { bodySizeLimit: "2mb" },\n  experimental: { serverActions: true },\n};\n`;
  const cwd = await appWith({ "next.config.mjs": config });
  const first = await run("check --fix", cwd);
  expect(first.err).toContain("Mended 1 problem in 1 file.");
  expect(first).toMatchObject({ code: 0, out: "" });
  const mended = await readFile(join(cwd, "next.config.mjs"), "utf8");
  expect(mended).toContain(`  // Limits.\n  serverActions:   { bodySizeLimit: "2mb" },\n`);
  expect(mended).not.toContain("experimental");
  // The next check reads the file, but this process has it loaded as it was.
  expect((await run("check --fix", cwd)).err).not.toContain("Mended");
  expect(await readFile(join(cwd, "next.config.mjs"), "utf8")).toBe(mended);
});
