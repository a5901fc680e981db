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

test("re-exports are listed with both names, those by way of an import too", () => {
  const found = facts(`
    export { a as b, type T } from "./a";
    export * from "./star";
    export * as space from "./space";
    export type { U } from "./u";
    import { c, both } from "./c";
    import whole, * as all from "./all";
    export { c as d, both, all as "every one" };
    export default whole;
    f(both);
  `);
  expect(found?.reExports).toEqual([
    { specifier: "./a", names: [{ imported: "a", exported: "b" }] },
    { specifier: "./space", names: [{ imported: "*", exported: "space" }] },
    { specifier: "./c", names: [{ imported: "c", exported: "d" }] },
    { specifier: "./c", names: [{ imported: "both", exported: "both" }] },
    { specifier: "./all", names: [{ imported: "*", exported: "every one" }] },
    { specifier: "./all", names: [{ imported: "default", exported: "default" }] },
    { specifier: "./star", names: "*" },
  ]);
  expect(found?.imports).toEqual([
    { specifier: "./c", names: ["both"], dynamic: false, typeOnly: false },
  ]);
  expect(found?.exports).toEqual(["b", "space", "d", "both", "every one", "default"]);
  expect(found?.directive).toBeUndefined();
});

test("a module that does not parse has no facts", () => {
  expect(facts("import { from")).toBeUndefined();
});

/** What the parts of a module hand out of its own exports. */
const passedOn = (code: string): string =>
  (facts(code)?.parts ?? []).flatMap(({ passesOn }) => passesOn).join(" ");

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
    expect(passedOn(code)).toBe(names);
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
    expect(passedOn(code)).toBe("");
  });
});

describe("the parts of a module", () => {
  test("are its declarations and statements, each with what it uses", () => {
    const found = facts(`
      import { save, load as read } from "./actions";
      import * as all from "./all";
      export const Form = () => <form action={save}>{helper()}</form>,
        list = [read];
      function helper() {
        return all.remove;
      }
      export default async () => [Form, await import("./late"), (helper) => helper];
      export { helper as "a helper" };
      start(list);
    `);
    const from = { firstLine: 4, lastLine: 4, runs: false, uses: [], imports: [], passesOn: [] };
    expect(found?.parts).toEqual([
      {
        ...from,
        exports: ["Form"],
        uses: [2],
        imports: [{ specifier: "./actions", names: ["save"] }],
      },
      {
        ...from,
        firstLine: 5,
        lastLine: 5,
        exports: ["list"],
        runs: true,
        imports: [{ specifier: "./actions", names: ["load"] }],
      },
      {
        ...from,
        firstLine: 6,
        lastLine: 8,
        exports: ["a helper"],
        imports: [{ specifier: "./all", names: "*" }],
      },
      {
        ...from,
        firstLine: 9,
        lastLine: 9,
        exports: ["default"],
        uses: [0],
        imports: [{ specifier: "./late", names: "*" }],
        passesOn: ["Form"],
      },
      {
        ...from,
        firstLine: 11,
        lastLine: 11,
        exports: [],
        runs: true,
        uses: [1],
        passesOn: ["list"],
      },
    ]);
  });

  test.each([
    ["function a() {}", false],
    ["export default async function () {}", false],
    ["export const a = async () => {};", false],
    ["const a = (async function () {}) satisfies Action;", false],
    ["let a;", false],
    ["const a = 1, b = a;", false],
    ["const a = call();", true],
    ["const a = { b() {} };", true],
    ["const { a } = b;", true],
    ["class A { static b = c(); }", true],
    ["export default wrap(async () => {});", true],
    ["call();", true],
    ["enum A { b }", true],
  ])("%s: whether something happens as it loads", (code, runs) => {
    expect(facts(code)?.parts.some((part) => part.runs)).toBe(runs);
  });
});
