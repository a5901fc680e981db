import { expect, test } from "vitest";
import { checkConfig } from "./check-config.ts";

const flag = {
  code: "experimental-server-actions-flag",
  severity: "warning",
  key: "experimental.serverActions",
  message: "",
} as const;

/** The text that the diagnostic about `key` marks; "" where it marks nothing. */
function marked(code: string, key: string): string {
  const [found] = checkConfig({
    root: "/app",
    file: "/app/edict.config.ts",
    code,
    problems: [{ code: "config-invalid", severity: "error", key, message: "It is wrong." }],
  });
  const line = code.split("\n")[(found?.line ?? 1) - 1] ?? "";
  return line.slice((found?.column ?? 1) - 1, (found?.endColumn ?? 1) - 1);
}

test.each([
  ["export default { a: { b: 1 } };", "b: 1"],
  ["const inner = { b: 2 };\nexport default { a: inner };", "b: 2"],
  ["const config = { a: { b: 3 } };\nexport default config;", "b: 3"],
  ['export default defineConfig({ a: { "b": 4 } });', '"b": 4'],
  ["export default { a: { b: 5 } } satisfies Config;", "b: 5"],
  ["export default () => ({ a: { b: 6 } });", "b: 6"],
  ["export default async function config() {\n  return { a: { b: 7 } };\n}", "b: 7"],
  ["module.exports = { a: { b: 8 } };", "b: 8"],
  ["export default withMdx({})({ a: { b: 9 } });", "b: 9"],
  ["export default { a: load() };", "a: load()"],
  ["export default load();", ""],
  ["export default { a: ", ""],
])("finds a key in %s", (code, text) => {
  expect(marked(code, "a.b")).toBe(text);
});

function withoutFlag(code: string): string | undefined {
  const [found] = checkConfig({
    root: "/app",
    file: "/app/next.config.js",
    code,
    problems: [flag],
  });
  const edit = found?.fix?.edits[0];
  return edit && code.slice(0, edit.start) + edit.text + code.slice(edit.end);
}

test.each([
  ["export default { experimental: { serverActions: true } };", "export default {};"],
  [
    "export default { images: {}, experimental: { serverActions: true } };",
    "export default { images: {} };",
  ],
  [
    "export default {\n  experimental: { serverActions: true },\n  images: {},\n};",
    "export default {\n  images: {},\n};",
  ],
  [
    "export default { experimental: { serverActions: true, ppr: true } };",
    "export default { experimental: { ppr: true } };",
  ],
  [
    "const experimental = { serverActions: true };\nexport default { experimental };",
    "const experimental = {};\nexport default { experimental };",
  ],
])("takes the switch out of %s", (code, expected) => {
  expect(withoutFlag(code)).toBe(expected);
});

test("severities come from the problem, and from the rules before it", () => {
  const severity = (rules: { "config-invalid"?: "off" | "error" }): string[] =>
    checkConfig({
      root: "/app",
      file: "/app/next.config.js",
      code: "export default { odd: 1 };",
      problems: [{ code: "config-invalid", severity: "warning", key: "odd", message: "" }],
      rules,
    }).map((found) => found.severity);
  expect(severity({})).toEqual(["warning"]);
  expect(severity({ "config-invalid": "error" })).toEqual(["error"]);
  expect(severity({ "config-invalid": "off" })).toEqual([]);
});

test("faults come in the order of their keys", () => {
  const fault = { code: "config-invalid", severity: "error", message: "It is wrong." } as const;
  const found = checkConfig({
    root: "/app",
    file: "/app/edict.config.ts",
    code: "export default { a: { b: 1, c: 2 }, d: 3 };",
    problems: ["d", "a.c", "a.b"].map((key) => ({ ...fault, key })),
  });
  expect(found.map(({ column }) => column)).toEqual([23, 29, 37]);
});
