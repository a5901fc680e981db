import { createHook, executionAsyncId } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { expect, test } from "vitest";
import { keepOneHook } from "./async-hook-plugin.ts";

test("a module that is loaded again ends the hook it made before", async () => {
  const seen: string[] = [];
  const code = keepOneHook(
    "async_hooks\n.createHook({ init: () => seen(name) }).enable();",
    "m.js",
  );
  const load = (name: string): void => {
    const module = compileFunction(code, ["async_hooks", "seen", "name"]);
    module({ createHook }, (text: string) => seen.push(text), name);
  };
  load("first");
  await Promise.resolve();
  expect(seen).toContain("first");
  load("second");
  seen.length = 0;
  await Promise.resolve(executionAsyncId());
  expect(new Set(seen)).toEqual(new Set(["second"]));
});

test("the development build of React's server makes one hook, and it is found", () => {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@vitejs/plugin-rsc/package.json"));
  const file = join(
    folder,
    "dist/vendor/react-server-dom/cjs/react-server-dom-webpack-server.node.development.js",
  );
  const kept = keepOneHook(readFileSync(file, "utf8"), file);
  expect(kept.match(/\$\$oneHook\(async_hooks, \{/g)).toHaveLength(1);
  expect(kept.match(/\.createHook\(/g)).toHaveLength(1);
});
