import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lintModule } from "../../src/compiler/index.ts";
import { readCodeBlocks, type CodeBlock } from "./read-code-blocks.ts";

const pages = [
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.mdx?$/.test(name))
    .map((name) => `docs/${name}`),
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
].toSorted();

interface PlacedBlock extends CodeBlock {
  readonly place: string;
}

const blocks: PlacedBlock[] = pages.flatMap((page) =>
  readCodeBlocks(readFileSync(page, "utf8")).map((block) => ({
    ...block,
    place: `${page}:${block.line}`,
  })),
);
const scripts = blocks.filter(({ language }) =>
  /^(?:[cm]?[jt]sx?|javascript|typescript)$/.test(language),
);

function codesOf({ code, filename, language }: CodeBlock): string[] {
  const name = filename ?? `snippet.${language}`;
  return lintModule({ code, filename: `/app/${name}`, root: "/app" }).map(
    (found) => `${found.code}: ${found.message}`,
  );
}

test("the documentation has code, and it is found", () => {
  expect(scripts.length).toBeGreaterThan(80);
});

/** The page about syntax errors shows one. */
const parsed = scripts.filter(({ place }) => !place.startsWith("docs/errors/syntax-error.mdx"));

test.each(parsed)("the code at $place parses", (block) => {
  expect(codesOf(block).filter((found) => found.startsWith("syntax-error"))).toEqual([]);
});

// The pages of errors show mistakes; their tests hold which.
const shown = scripts.filter(({ place }) => !place.startsWith("docs/errors/"));

test.each(shown)("nothing is wrong with the code at $place", (block) => {
  expect(codesOf(block)).toEqual([]);
});

const json = blocks.filter(({ language }) => language === "json");

test.each(json)("the JSON at $place parses", ({ code }) => {
  expect(() => JSON.parse(code) as unknown).not.toThrow();
});

test("blocks are read with their language, file and line, also within lists", () => {
  const text =
    'Text.\n\n```tsx filename="app/page.tsx"\na;\n```\n\n- One:\n\n  ```ts\n  // app/a.ts\n  if (b) {\n    c;\n  }\n  ```\n\n~~~\n```\n~~~\n';
  expect(readCodeBlocks(text)).toEqual([
    { language: "tsx", filename: "app/page.tsx", code: "a;\n", line: 3 },
    { language: "ts", filename: "app/a.ts", code: "// app/a.ts\nif (b) {\n  c;\n}\n", line: 9 },
    { language: "", filename: undefined, code: "```\n", line: 16 },
  ]);
});
