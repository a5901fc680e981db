import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
// @ts-expect-error a script without declarations
import { examplesOnPage } from "../../scripts/list-examples.mjs";
import { applyFixes, lintModule } from "../../src/compiler/index.ts";
import type { Diagnostic } from "../../src/errors/index.ts";

interface Example {
  readonly name: string;
  readonly filename: string;
  readonly code: string;
}

const pages = readdirSync("docs/errors").flatMap((page): Example[] => {
  // The shape is the script's, which has no declarations.
  const found = examplesOnPage(readFileSync(`docs/errors/${page}`, "utf8"), "Wrong") as Example[];
  return found.map((example, index) => ({ ...example, name: `${page} ${index + 1}` }));
});

/** What a folder of cases holds, by its path. */
function sourcesIn(folder: string): Example[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:input|\/wrong\/.*)\.[jt]sx?$/.test(file))
    .map((file) => ({
      name: file,
      filename: file,
      code: readFileSync(`${folder}/${file}`, "utf8"),
    }));
}

function lint({ filename, code }: Example): Diagnostic[] {
  return lintModule({ code, filename: `/app/${filename}`, root: "/app" });
}

const examples = [
  ...pages,
  ...sourcesIn("test/fixtures/compiler"),
  ...sourcesIn("test/fixtures/mistakes"),
].filter((example) => lint(example).some(({ fix }) => fix !== undefined));

test("there are examples of mistakes with a mend", () => {
  expect(examples.length).toBeGreaterThan(15);
});

describe.each(examples)("$name", (example) => {
  test("each mend by itself takes its finding away, and adds none of its code", () => {
    const found = lint(example);
    for (const diagnostic of found.filter(({ fix }) => fix !== undefined)) {
      const { code } = applyFixes(example.code, [diagnostic]);
      const left = lint({ ...example, code }).map((each) => each.code);
      const count = (codes: readonly string[]): number =>
        codes.filter((each) => each === diagnostic.code).length;
      expect(left, code).not.toContain("syntax-error");
      expect(count(left), code).toBeLessThan(count(found.map((each) => each.code)));
    }
  });

  test("all mends together leave nothing to mend, and mending again changes nothing", () => {
    let { code } = example;
    for (let round = 0; round < 5; round += 1)
      code = applyFixes(code, lint({ ...example, code })).code;
    const left = lint({ ...example, code });
    expect(left.filter(({ fix }) => fix !== undefined)).toEqual([]);
    expect(applyFixes(code, left).code).toBe(code);
  });
});
