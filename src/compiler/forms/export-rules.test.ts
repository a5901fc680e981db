import { expect, test } from "vitest";
import { errorsOf } from "../../../test/compiler/marked-findings.ts";
import { compileModule } from "../compile-module.ts";

/** What is found about a "use server" file, as the name and what it is. */
function found(body: string): string[] {
  return errorsOf(`"use server";\n${body}`).map(({ code, message }) => {
    expect(code).toBe("invalid-use-server-value");
    return (
      /^`(.+?)`(?: from ".+?")? is (.+?), but/.exec(message)?.slice(1, 3).join(" is ") ?? message
    );
  });
}

test.each([
  ["export = async function save() {};", "export ="],
  ["module.exports = { async save() {} };", "module.exports"],
  ["module.exports.save = async () => {};", "module.exports.save"],
  ["exports.save = async () => {};", "exports.save"],
])("an export of CommonJS makes no endpoint, and is told: %s", (code, name) => {
  expect(found(code)).toEqual([
    `${name} is an export of CommonJS, which nothing in the app can import`,
  ]);
});

test("names of the module's own that look like those of CommonJS are its own", () => {
  expect(
    found("const exports = {}; exports.a = 1; const module = { exports: 1 }; module.exports = 2;"),
  ).toEqual([]);
  expect(found("let other = {}; other.exports = 1; ({ a: other.b } = { a: 1 });")).toEqual([]);
});

test.each([
  [`export const a = "text";`, ["a is a string"]],
  [`export const a = 1, b = 2n, c = true;`, ["a is a number", "b is a bigint", "c is a boolean"]],
  [
    `export const a = -1, b = !0;`,
    ["a is the result of a calculation", "b is the result of a calculation"],
  ],
  [`export const a = null, b = undefined;`, ["a is `null`", "b is `undefined`"]],
  [`export const a = /x/;`, ["a is a regular expression"]],
  ["export const a = `text`;", ["a is a string"]],
  [`export const a = {};`, ["a is an object"]],
  [`export const a = [] as const;`, ["a is an array"]],
  [`export const a = <p />, b = <></>;`, ["a is a React element", "b is a React element"]],
  [`export const a = import("./b");`, ["a is a promise"]],
  [`export let a;`, ["a is `undefined`"]],
  [`export const a = new Map();`, ["a is an object"]],
  [`export const a = new Date() as unknown as Action;`, ["a is an object"]],
  [`export const a = Object.freeze({ b: 1 });`, ["a is an object"]],
  [`export const a = Object.freeze([1] as const);`, ["a is an array"]],
  [`export const a = process.env.KEY;`, ["a is a variable of the environment"]],
  [`export const a = process.env["KEY"]!;`, ["a is a variable of the environment"]],
  [`export const a = import.meta.env.MODE;`, ["a is a variable of the environment"]],
  [`export const a = Number("1"), b = Symbol();`, ["a is a number", "b is a symbol"]],
  [`export class A {}`, ["A is a class"]],
  [`export const A = class {};`, ["A is a class"]],
  [`export abstract class A {}`, ["A is a class"]],
  [`export enum A { B }`, ["A is an enum"]],
  [`export const enum A { B }`, ["A is an enum"]],
  [`export namespace A { export const b = 1; }`, ["A is a namespace"]],
  [`export function a() {}`, ["a is a function that is not async"]],
  [`export const a = () => {};`, ["a is a function that is not async"]],
  [`export const a = function () {};`, ["a is a function that is not async"]],
  [`export const a = (() => {}) satisfies Action;`, ["a is a function that is not async"]],
  [`export function* a() {}`, ["a is a generator function that is not async"]],
  [`export default function () {}`, ["default is a function that is not async"]],
  [`export default class {}`, ["default is a class"]],
  [`export default () => {};`, ["default is a function that is not async"]],
  [`export default { a: 1 };`, ["default is an object"]],
  [`export default 1;`, ["default is a number"]],
  [`const a = {}; export { a as b, a as "c d" };`, ["b is an object", "c d is an object"]],
  [`const a = {}; export default a;`, ["default is an object"]],
  [`const a = {}; const b = a; export const c = b;`, ["c is an object"]],
  [`function a() {} export { a as default };`, ["default is a function that is not async"]],
  [`export const a = cond ? "a" : [];`, ["a is a string"]],
  [`export const a = (log(), {});`, ["a is an object"]],
  [`import * as a from "./a"; export { a };`, ["a is a module's namespace object"]],
  [`export * as a from "./a";`, ["a is a module's namespace object"]],
])("%s", (body, expected) => {
  expect(found(body)).toEqual(expected);
});

test.each([
  `export async function a() {}`,
  `export const a = async () => {};`,
  `export async function* a() {}`,
  `export default async function () {}`,
  `async function a() {} export { a as b, a as default };`,
  `export const a = (async () => {}) as Action;`,
  `export const a = guard(async () => {});`,
  `export const { a, b } = makeActions();`,
  `export const a = actions.save;`,
  `export const a = await load();`,
  `export const a = new Proxy(async () => {}, {});`,
  `export const a = new Function();`,
  `import { Map } from "./map"; export const a = new Map();`,
  `const Object = { freeze: guard }; export const a = Object.freeze({});`,
  `export const a = Object.freeze(async () => {});`,
  `const process = { env: { save: async () => {} } }; export const a = process.env.save;`,
  `export const a = toString();`,
  `export const a = cond ? async () => {} : other;`,
  `export let a; a = async () => {};`,
  `export { a } from "./a";`,
  `export * from "./a";`,
  `export type A = 1; export interface B {}`,
  `export type { A } from "./a"; export { type B } from "./b";`,
  `interface A {} export { A };`,
  `export declare function a(): void; export declare const b: 1;`,
  `export namespace A { export type B = 1; export interface C {} }`,
  `export async function a(b: 1): Promise<1>; export async function a(b: unknown) {}`,
  `const a = {}; function b() {} class C {}`,
])("may be exported, or shows when it runs: %s", (body) => {
  expect(found(body)).toEqual([]);
});

async function foundAcross(
  code: string,
  files: Readonly<Record<string, string>>,
): Promise<string[]> {
  const { diagnostics } = await compileModule({
    code: `"use server";\n${code}`,
    filename: "/app/actions.ts",
    root: "/app",
    environment: "server",
    resolve: async (specifier) => {
      const source = files[specifier];
      return source === undefined ? undefined : { filename: `/app/${specifier}.ts`, code: source };
    },
  });
  return diagnostics.map(({ code: each, message }) => `${each}: ${message.split(",")[0] ?? ""}`);
}

test.each([
  [
    `export { limit } from "./a";`,
    { "./a": "export const limit = 1;" },
    '`limit` from "./a" is a number',
  ],
  [`export * from "./a";`, { "./a": "export const limit = 1;" }, '`limit` from "./a" is a number'],
  [
    `export * from "./a";`,
    { "./a": `export * from "./b"; export async function fine() {}`, "./b": "export class A {}" },
    '`A` from "./a" is a class',
  ],
  [
    `export * from "./gone";`,
    {},
    '`export *` from "./gone" is a list of exports that cannot be read when building',
  ],
  [
    `import { Button } from "./button"; export { Button };`,
    { "./button": `"use client";\nexport async function Button() {}` },
    '`Button` from "./button" is an export of a "use client" file',
  ],
  [
    `export * from "./button";`,
    { "./button": `"use client";\nexport const size = 1;` },
    '`size` from "./button" is an export of a "use client" file',
  ],
])("follows what comes from elsewhere: %s", async (code, files, message) => {
  expect(await foundAcross(code, files)).toEqual([`invalid-use-server-value: ${message}`]);
});

test("two modules that export all of each other end", async () => {
  const files = {
    "./a": `export * from "./b"; export async function one() {}`,
    "./b": `export * from "./a";`,
  };
  expect(await foundAcross(`export * from "./a";`, files)).toEqual([]);
});
