import { AsyncLocalStorage, createHook } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { expect, test } from "vitest";
import { gateAsyncHook } from "./gate-async-hook.ts";

/** A module that watches promises as React does. */
const code = gateAsyncHook(`
function resolveRequest() { return current.getStore() || null; }
async_hooks
  .createHook({ init: function (asyncId, type) { if (type === "PROMISE") seen.push(name); } }).enable();
`);

test("a hook sees what is begun within a request, and nothing else; loaded again, a module ends the one before", () => {
  const seen: string[] = [];
  const current = new AsyncLocalStorage<object>();
  const load = (name: string): void => {
    compileFunction(code, ["async_hooks", "current", "seen", "name"])(
      { createHook },
      current,
      seen,
      name,
    );
  };
  load("first");
  void Promise.resolve();
  expect(seen).toEqual([]);
  current.run({}, () => void Promise.resolve());
  expect(seen).toEqual(["first"]);
  load("second");
  current.run({}, () => void Promise.resolve());
  expect(seen).toEqual(["first", "second"]);
});

test("the development build of React's server makes one hook, and it is found", () => {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@vitejs/plugin-rsc/package.json"));
  const file = join(
    folder,
    "dist/vendor/react-server-dom/cjs/react-server-dom-webpack-server.node.development.js",
  );
  const gated = gateAsyncHook(readFileSync(file, "utf8"));
  const head =
    /\$\$oneHook\(async_hooks, \{\s*init: function \([^)]*\) \{ if \(resolveRequest\(\) === null\) return;/g;
  expect(gated.match(head)).toHaveLength(1);
  expect(gated.match(/\.createHook\(/g)).toHaveLength(1);
});
