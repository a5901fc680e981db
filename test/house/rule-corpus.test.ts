import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { compilerCatalogue } from "../../src/errors/index.ts";

const corpus = fileURLToPath(new URL("../../bench/rules/corpus/", import.meta.url));
const codes = new Set(Object.keys(compilerCatalogue));

interface Expected {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly endLine?: number;
}

const right = casesOf("right").map((path) => ({ path, near: readNear(path) }));
const wrong = casesOf("wrong").map((path) => ({ path, expected: readExpected(path) }));

describe("the corpus of the rule bench", () => {
  test("holds at least 70 right and 70 wrong cases", () => {
    expect(right.length).toBeGreaterThanOrEqual(70);
    expect(wrong.length).toBeGreaterThanOrEqual(70);
  });

  test("parses, file by file", () => {
    const broken = [...right, ...wrong].flatMap(({ path }) =>
      sourcesOf(path).filter(
        (file) => parseSync(file, readFileSync(file, "utf8")).errors.length > 0,
      ),
    );
    expect(broken).toEqual([]);
  });

  test("expects only codes of the catalogue, at lines that are there", () => {
    const missing = wrong.flatMap(({ path, expected }) =>
      expected.filter(({ code, file, line, endLine = line }) => {
        const lines = readFileSync(join(path, file), "utf8").split("\n");
        return !codes.has(code) || (lines[line - 1] ?? "").trim() === "" || endLine >= lines.length;
      }),
    );
    expect(missing).toEqual([]);
    expect(wrong.filter(({ expected }) => expected.length === 0)).toEqual([]);
    expect(right.flatMap(({ near }) => near).filter((code) => !codes.has(code))).toEqual([]);
  });

  test("shows each warning five times, and comes near it in six right cases", () => {
    const shown = wrong.flatMap(({ expected }) => expected.map(({ code }) => code));
    const neared = right.flatMap(({ near }) => near);
    const rare = Object.entries(compilerCatalogue)
      .filter(([code, { severity }]) => severity === "warning" && !withoutGuessing.has(code))
      .map(([code]) => code)
      .filter((code) => count(shown, code) < 5 || count(neared, code) < 6);
    expect(rare).toEqual([]);
  });
});

/** They read the configuration, the environment, a comment, the names of files, a plain value or what a layout surely leaves out: nothing is guessed. */
const withoutGuessing = new Set([
  "experimental-server-actions-flag",
  "id-secret-missing",
  "ineffective-ignore",
  "layout-without-children",
  "route-file-ignored",
  "slot-without-default",
  "route-setting-ignored",
]);

function count(list: readonly string[], code: string): number {
  return list.filter((each) => each === code).length;
}

function casesOf(side: "right" | "wrong"): string[] {
  return readdirSync(join(corpus, side)).map((name) => join(corpus, side, name));
}

function sourcesOf(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[jt]sx?$/.test(file))
    .map((file) => join(path, file));
}

function readNear(path: string): string[] {
  return JSON.parse(readFileSync(join(path, "near.json"), "utf8")) as string[]; // written so
}

function readExpected(path: string): Expected[] {
  return JSON.parse(readFileSync(join(path, "expected.json"), "utf8")) as Expected[]; // written so
}
