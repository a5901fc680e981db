import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { absentNextModules, coveredNextModules, nextModules } from "../../src/compiler/index.ts";

interface Conditions {
  readonly "react-server"?: string;
  readonly default: string;
}

const read = (path: string): string => readFileSync(path, "utf8");
// The package's own manifest, whose shape publint checks.
const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, Conditions> };
const doors = Object.entries(exports).filter(([name]) => name.startsWith("./next/"));

async function valuesOf(built: string): Promise<string[]> {
  const source = built.replace("./dist/", "../../src/").replace(/\.js$/, "");
  const file = [`${source}.ts`, `${source}.tsx`].find((each) => exists(each)) ?? source;
  const module = (await import(file)) as Record<string, unknown>; // any module
  expect(Object.values(module)).not.toContain(undefined);
  return Object.keys(module).toSorted();
}

function exists(file: string): boolean {
  try {
    return read(new URL(file, import.meta.url).pathname) !== "";
  } catch {
    return false;
  }
}

function namesOn(module: string, sides: readonly string[]): string[] {
  return Object.entries(nextModules[module]?.names ?? {})
    .filter(([, { side }]) => sides.includes(side))
    .map(([name]) => name)
    .toSorted();
}

test("the tables name exactly the modules that the package has", () => {
  expect(coveredNextModules.toSorted()).toEqual(doors.map(([name]) => name.slice(2)).toSorted());
  expect(coveredNextModules.filter((name) => Object.hasOwn(absentNextModules, name))).toEqual([]);
});

test.each(doors)(
  "the table of %s names what it has on each side, and nothing else",
  async (name, door) => {
    const module = name.slice(2);
    const alike = nextModules[module]?.family?.pattern;
    const listed = (names: string[]): string[] =>
      names.filter((each) => alike?.test(each) !== true);
    const all = await valuesOf(door.default);
    const onServer = listed(await valuesOf(door["react-server"] ?? door.default));
    const elsewhere = listed(all);
    if (alike !== undefined) expect(all.some((each) => alike.test(each))).toBe(true);
    const isSplit = door["react-server"] !== undefined;
    expect(onServer).toEqual(namesOn(module, isSplit ? ["both", "server"] : ["both", "browser"]));
    expect(elsewhere).toEqual(namesOn(module, ["both", "browser"]));
  },
);

test("a name is there or absent, never both", () => {
  for (const { names, absent } of Object.values(nextModules))
    expect(Object.keys(names).filter((name) => Object.hasOwn(absent, name))).toEqual([]);
});

test("a module with components is one of the browser's", () => {
  for (const name of ["link", "form"])
    expect(read(`src/next/${name}.ts`)).toMatch(/^"use client";/);
});

test("next-types declares each of them", () => {
  const declared = read("src/next/next-types.d.ts").matchAll(/^declare module "(next\/[^"]+)"/gm);
  expect([...declared].map(([, name]) => String(name)).toSorted()).toEqual(
    coveredNextModules.toSorted(),
  );
});
