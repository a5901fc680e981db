import { describe, expect, test } from "vitest";
import { collectModuleFacts } from "./collect-module-facts.ts";

function facts(code: string): ReturnType<typeof collectModuleFacts> {
  return collectModuleFacts(code, "/app/page.tsx");
}

test("imports are listed with the names that the code uses as values", () => {
  const found = facts(`
    "use client";
    import React, { useState as state, type Dispatch } from "react";
    import { save, remove, Post } from "./actions";
    import * as all from "./all";
    import { OnlyType } from "./types";
    import type { Erased } from "./erased";
    import "./style.css";
    export function Page(post: Post): OnlyType { state(); return <form action={save} data={all.x} />; }
  `);
  expect(found?.imports).toEqual([
    { specifier: "react", names: ["useState"], dynamic: false, typeOnly: false },
    { specifier: "./actions", names: ["save"], dynamic: false, typeOnly: false },
    { specifier: "./all", names: "*", dynamic: false, typeOnly: false },
    { specifier: "./types", names: [], dynamic: false, typeOnly: true },
    { specifier: "./style.css", names: [], dynamic: false, typeOnly: false },
  ]);
  expect(found?.exports).toEqual(["Page"]);
  expect(found?.directive).toBe("use client");
});

test("dynamic imports take everything; those without a fixed name are unknown", () => {
  expect(
    facts('import("./a"); import(`./b`); import(name); import(`./${name}`);')?.imports,
  ).toEqual([
    { specifier: "./a", names: "*", dynamic: true, typeOnly: false },
    { specifier: "./b", names: "*", dynamic: true, typeOnly: false },
  ]);
});

test("re-exports are listed as the other module names them; a namespace takes everything", () => {
  const found = facts(`
    export { a as b, type T } from "./a";
    export * from "./star";
    export * as space from "./space";
    export type { U } from "./u";
    import { c } from "./c";
    export { c as d };
    export default 1;
  `);
  expect(found?.reExports).toEqual([
    { specifier: "./a", names: ["a"] },
    { specifier: "./star", names: "*" },
  ]);
  expect(found?.imports).toEqual([
    { specifier: "./space", names: "*", dynamic: false, typeOnly: false },
    { specifier: "./c", names: ["c"], dynamic: false, typeOnly: false },
  ]);
  expect(found?.exports).toEqual(["b", "space", "d", "default"]);
  expect(found?.directive).toBeUndefined();
});

test("a module that does not parse has no facts", () => {
  expect(facts("import { from")).toBeUndefined();
});

describe("an export is used by its own module", () => {
  test.each([
    ["export async function one() {} export async function two() { return <a b={one} />; }", "one"],
    ["export async function one() {} export const two = async (id) => one.bind(null, id);", "one"],
    ["export const one = async () => {}; const two = async () => [one as Action];", "one"],
    ["async function one() {} export { one as first, one as second }; f(one);", "first second"],
    ["export default async function one() { return one; }", "default"],
    ["const one = async () => {}; export default one; f(one!);", "default"],
    ["export let one = async () => {}; f((a = one) => a);", "one"],
  ])("%s", (code, names) => {
    expect(facts(code)?.selfUsed.join(" ")).toBe(names);
  });
});

describe("an export is not used by its own module", () => {
  test.each([
    "export async function one() {} export async function two() { return one(); }",
    "export async function one() {} export const two = async () => (one as Action)(1);",
    "async function one() {} export { one, one as second };",
    "const one = async () => {}; export default one satisfies Action;",
    "export async function one() {} type One = typeof one; f((one) => one);",
    'export { one } from "./a"; export * from "./b"; f(one);',
    'import { one } from "./a"; export { one }; f(one);',
    "export let one = async () => {}; one = async () => {};",
    "export default async () => {};",
  ])("%s", (code) => {
    expect(facts(code)?.selfUsed).toEqual([]);
  });
});
