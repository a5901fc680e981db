import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { settleBoundArguments } from "./bound-state-plugin.ts";

const { resolve } = createRequire(import.meta.url);
const vendor = join(
  dirname(resolve("@vitejs/plugin-rsc/package.json")),
  "dist/vendor/react-server-dom/cjs",
);

test.each(["node.production", "node.development", "edge.production", "edge.development"])(
  "knows how React's SSR client binds arguments: %s",
  (build) => {
    const file = join(vendor, `react-server-dom-webpack-client.${build}.js`);
    const code = settleBoundArguments(readFileSync(file, "utf8"));
    expect(code).toContain("$$concatBound(referenceClosure.bound, args)");
    expect(code).toContain(": $$settledBound(args);");
  },
);

test("every build in a file that holds both is rewritten, however it is formatted", () => {
  const files = ["production", "development"].map((build) =>
    readFileSync(join(vendor, `react-server-dom-webpack-client.node.${build}.js`), "utf8"),
  );
  const code = settleBoundArguments(files.join("\n").replaceAll("function (", "function("));
  expect(code.split("$$concatBound(referenceClosure.bound, args)")).toHaveLength(3);
  expect(code.split(": $$settledBound(args);")).toHaveLength(3);
});

test("says so when React binds in another way", () => {
  expect(() => settleBoundArguments("function bind() {}")).toThrow("another way");
});
