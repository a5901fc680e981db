import { expect, test } from "vitest";
import { formatDiagnostic, formatDiagnostics } from "./format-diagnostic.ts";
import { docsAddress, makeDiagnostic } from "./make-diagnostic.ts";

const diagnostic = makeDiagnostic(
  "inline-action-not-async",
  { name: "save", kind: "function" },
  { file: "app/page.tsx", line: 2, column: 3, endLine: 2, endColumn: 18 },
  { docsUrl: "/docs/" },
);
const source = 'export function Page() {\n  function save() {\n    "use server";';

test("a diagnostic is printed with place, sentence, frame, fix and page", () => {
  expect(formatDiagnostic(diagnostic, source)).toBe(
    [
      "app/page.tsx:2:3 error inline-action-not-async",
      diagnostic.message,
      "",
      "  1 | export function Page() {",
      "> 2 |   function save() {",
      "    |   ^^^^^^^^^^^^^^^",
      '  3 |     "use server";',
      "",
      "Fix: Write `async` before the function.",
      "See /docs/inline-action-not-async",
    ].join("\n"),
  );
});

test("without a source there is no frame, with colour there are escapes", () => {
  expect(formatDiagnostic(diagnostic, undefined).split("\n")).toHaveLength(4);
  expect(formatDiagnostic(diagnostic, source, { color: true })).toContain(
    "\u001B[31merror\u001B[0m",
  );
});

test("a page is served in development and lies in the package elsewhere", () => {
  expect(docsAddress("syntax-error", { development: true })).toBe("/_edict/errors/syntax-error");
  expect(docsAddress("syntax-error")).toBe("node_modules/edict/docs/errors/syntax-error.mdx");
});

test("many diagnostics of a long file are written in time that grows with the file, not with its square", () => {
  const shortest = (count: number): number => {
    const long = `${source}\n`.repeat(count);
    const found = Array.from({ length: count }, (_, at) => ({
      diagnostic: { ...diagnostic, line: at * 3 + 2, endLine: at * 3 + 2 },
      source: long,
    }));
    const measured = Array.from({ length: 3 }, () => {
      const start = performance.now();
      expect(formatDiagnostics(found).split("\n\nFix: ")).toHaveLength(count + 1);
      return performance.now() - start;
    });
    return Math.min(...measured);
  };
  expect(shortest(10_000) / shortest(1_000)).toBeLessThan(40);
});
