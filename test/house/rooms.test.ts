import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { crossingOf, importsOf, roomsInCycles, type Rooms } from "./walls.ts";

// The file is checked by the first tests, row by row.
const rooms = JSON.parse(readFileSync("rooms.json", "utf8")) as Rooms;

const isTest = (file: string): boolean => /\.(?:test|test-d)\.tsx?$/.test(file);
const all = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.tsx?$/.test(file),
);
const files = all.filter((file) => !isTest(file) && !file.endsWith(".d.ts"));
const codeOf = (file: string): string => readFileSync(`src/${file}`, "utf8");
const imports = files.map((file) => ({ file, specifiers: importsOf(file, codeOf(file)) }));

test("every folder of src/ is a room of the table, and every room a folder", () => {
  expect(new Set(files.map((file) => file.split("/")[0]))).toEqual(new Set(Object.keys(rooms)));
});

test("every row names rooms and doors that are there", () => {
  const missing = Object.entries(rooms).flatMap(([room, { enters, doors = ["index.ts"] }]) => [
    ...doors
      .filter((door) => !existsSync(`src/${room}/${door}`))
      .map((door) => `${room}: door ${door}`),
    ...enters
      .filter((to) => rooms[to.split("/")[0] ?? ""] === undefined)
      .map((to) => `${room}: enters ${to}`),
    ...enters
      .filter((to) => to.includes("/") && !existsSync(`src/${to}`))
      .map((to) => `${room}: enters ${to}`),
  ]);
  expect(missing).toEqual([]);
});

test("rooms look down only", () => {
  expect(roomsInCycles(rooms)).toEqual([]);
  expect(
    roomsInCycles({
      a: { is: "", enters: ["b"] },
      b: { is: "", enters: ["a/x.ts"] },
      c: { is: "", enters: ["a"] },
    }),
  ).toEqual(["a", "b"]);
});

test("no file crosses a wall", () => {
  const crossings = imports.flatMap(({ file, specifiers }) =>
    specifiers.flatMap((specifier) => crossingOf(rooms, file, specifier) ?? []),
  );
  expect(files.length).toBeGreaterThan(100); // an empty crawl must not pass
  expect(crossings).toEqual([]);
});

const planted: Rooms = {
  base: { is: "", enters: [] },
  errors: { is: "", enters: ["base"], doors: ["index.ts", "codes.ts"] },
  client: { is: "", enters: ["base", "errors/codes.ts"], packages: ["react"] },
  server: { is: "", enters: ["base", "errors"], node: true },
};

test.each([
  ["client/x.ts", 'import { a } from "../server/index.ts";', "may not enter server"],
  ["client/x.tsx", 'export * from "../server/index.ts";', "may not enter server"],
  ["client/x.ts", 'const a = await import("../server/index.ts");', "may not enter server"],
  ["client/x.ts", 'import type { A } from "../server/index.ts";', "may not enter server"],
  ["client/x.ts", 'type A = import("../server/index.ts").A;', "may not enter server"],
  ["client/x.ts", 'import { a } from "../errors/index.ts";', "may not enter errors"],
  ["server/x.ts", 'import { a } from "../base/result.ts";', "is no door of base"],
  ["server/deep/x.ts", 'import { a } from "../../client/index.ts";', "may not enter client"],
  ["server/x.ts", 'import "../../scripts/run.mjs";', "leaves src/"],
  ["base/x.ts", 'import { readFile } from "node:fs";', "is a pure room"],
  ["base/x.ts", 'import "react";', "not in its room's list"],
  ["client/x.ts", 'import "react-dom";', "not in its room's list"],
  ["new/x.ts", 'import "../base/index.ts";', "new is no room"],
])("a planted crossing is refused: %s has %s", (file, code, reason) => {
  const crossings = importsOf(file, code).map((specifier) => crossingOf(planted, file, specifier));
  expect(crossings).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ["client/x.ts", 'import { a } from "../errors/codes.ts";'],
  [
    "client/deep/x.tsx",
    'import { a } from "../../base/index.ts"; import "react/jsx-runtime"; import "../y.ts";',
  ],
  ["server/x.ts", 'import "node:fs"; import "../errors/codes.ts";'],
])("what the table allows is allowed: %s has %s", (file, code) => {
  const crossings = importsOf(file, code).flatMap(
    (specifier) => crossingOf(planted, file, specifier) ?? [],
  );
  expect(crossings).toEqual([]);
});

test("a room has at most one level of folders, except where a folder has its own door", () => {
  expect(files.filter((file) => file.split("/").length > 3)).toEqual([]);
});

test("a file name occurs once, doors aside", () => {
  const doors = new Set(
    Object.entries(rooms).flatMap(([room, { doors: own = ["index.ts"] }]) =>
      own.map((door) => `${room}/${door}`),
    ),
  );
  const names = new Map<string, string[]>();
  for (const file of files) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    if (name !== "index.ts" && !doors.has(file))
      names.set(name, [...(names.get(name) ?? []), file]);
  }
  expect([...names.values()].filter((same) => same.length > 1)).toEqual([]);
});

test("no file is named for what it might hold", () => {
  const vague = /(?:^|[/-])(?:utils?|helpers?|common|misc|managers?|shared|stuff)(?=[./-])/;
  expect(files.filter((file) => vague.test(file))).toEqual([]);
  expect(["client/utils.ts", "base/string-helpers.ts"].every((file) => vague.test(file))).toBe(
    true,
  );
});

test("a relative import ends in the extension of its file", () => {
  const wrong = imports.flatMap(({ file, specifiers }) =>
    specifiers
      .filter((specifier) => specifier.startsWith(".") && !/\.tsx?$/.test(specifier))
      .map((specifier) => `${file}: ${specifier}`),
  );
  expect(wrong).toEqual([]);
});

test("state lives in values: no file keeps a let of its own", () => {
  const kept = files.filter((file) => /^(?:export )?let /m.test(codeOf(file)));
  expect(kept).toEqual([]);
});
