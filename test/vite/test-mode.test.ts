import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const app = resolve("test/fixtures/apps/tested");
const { VITEST: _, NODE_ENV: __, ...env } = process.env;

/** An app's own tests, run as its developers run them, with this package as it is built. */
function run(...args: string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: app,
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, output: stdout + stderr };
}

test("an app's tests run in vitest with the names of Next, cached functions and a document", () => {
  const { status, output } = run(resolve("node_modules/vitest/vitest.mjs"), "run");
  expect(status, output).toBe(0);
  expect(output).toMatch(/Tests {2}5 passed/);
});

test("an action runs in node:test without any compiler", () => {
  const { status, output } = run("--conditions=react-server", "--test", "plain.mjs");
  expect(status, output).toBe(0);
  expect(output).toMatch(/^# pass 1$/m);
});

test("a mistake in an action's file fails its tests with the place and the page", () => {
  const { status, output } = run(
    resolve("node_modules/vitest/vitest.mjs"),
    "run",
    "--config",
    "mistake.config.ts",
  );
  expect(status).toBe(1);
  expect(output).toContain("invalid-use-server-value");
  expect(output).toContain("export const limit = 5;");
});
