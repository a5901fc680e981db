import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { run } from "./run-line.ts";

const folder = fileURLToPath(new URL("../fixtures/mistakes/", import.meta.url));

/** A finding as `expected.json` writes it; it may begin on any line up to `endLine`. */
interface Place {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly endLine?: number;
}

describe.each(readdirSync(folder))("%s", (name) => {
  test("is named, and nothing else", async () => {
    const expected = parseList(readFileSync(join(folder, name, "expected.json"), "utf8"));
    expect(expected.length).toBeGreaterThan(0);
    const found = await check(join(folder, name, "wrong"));
    expect(found.map(withinRange(expected)).toSorted()).toEqual(expected.map(written).toSorted());
  });

  test("is silent when mended", async () => {
    expect(await check(join(folder, name, "right"))).toEqual([]);
  });
});

async function check(app: string): Promise<Place[]> {
  const { out, err } = await run("check . --format json", app);
  if (out.length === 0) throw new Error(err);
  return parseList(out).map(({ code, file, line }) => ({ code, file, line }));
}

/** Reads what this repository's own files and commands write as lists of places. */
function parseList(text: string): Place[] {
  return JSON.parse(text) as Place[];
}

/** Writes a finding as the expectation writes it that allows its line. */
function withinRange(expected: readonly Place[]): (found: Place) => string {
  return (found) =>
    written(
      expected.find(
        ({ code, file, line, endLine = line }) =>
          code === found.code && file === found.file && line <= found.line && found.line <= endLine,
      ) ?? found,
    );
}

function written({ code, file, line }: Place): string {
  return `${file}:${line} ${code}`;
}
