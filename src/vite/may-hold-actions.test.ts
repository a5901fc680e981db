import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mayHoldActions } from "./may-hold-actions.ts";

const inPackage = "/app/node_modules/some/index.js";

test.each([
  '"use server";export async function a(){}',
  "'use strict';'use server';export async function a(){}",
  '/* licence */"use server"\nexport async function a(){}',
  "export const a=async()=>{'use server'}",
  '\uFEFF\n  "use server";\n',
])("compiles a package's module with a directive: %j", (code) => {
  expect(mayHoldActions(code, inPackage)).toBe(true);
});

test.each([
  'throw Error("add \\"use server\\" to it")',
  'const text = "use server";',
  "export const a = 1;",
])("leaves a package's module without one alone: %j", (code) => {
  expect(mayHoldActions(code, inPackage)).toBe(false);
});

test("what Vite prepared of packages, and what this package is itself, are no files of the app", () => {
  const code = 'body.get("use_server $ACTION_KEY"); f("use sever");';
  expect(mayHoldActions(code, "/app/lib/react.js")).toBe(true);
  expect(mayHoldActions(code, "/app/.edict/cache/deps_rsc/react.js")).toBe(false);
  expect(
    mayHoldActions(code, fileURLToPath(new URL("../client/runtime.ts", import.meta.url))),
  ).toBe(false);
});

test("leaves React's own builds alone", () => {
  const { resolve } = createRequire(import.meta.url);
  const vendor = join(dirname(resolve("@vitejs/plugin-rsc/package.json")), "dist/vendor");
  for (const build of ["client.browser.development", "server.node.development"]) {
    const file = join(vendor, `react-server-dom/cjs/react-server-dom-webpack-${build}.js`);
    expect(mayHoldActions(readFileSync(file, "utf8"), `/app/node_modules${file}`)).toBe(false);
  }
});

test("in the app's own files everything that is meant as a directive counts", () => {
  expect(mayHoldActions('const text = "use sever";', "/app/page.tsx")).toBe(true);
});
