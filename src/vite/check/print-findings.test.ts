import { expect, test } from "vitest";
import { makeDiagnostic } from "../../errors/index.ts";
import { overlayFinding } from "./print-findings.ts";

test("the overlay says each thing once: sentence, fix and page, then the place and the frame", () => {
  const diagnostic = makeDiagnostic(
    "inline-action-not-async",
    { name: "save", kind: "function" },
    { file: "app/page.tsx", line: 2, column: 3, endLine: 2, endColumn: 18 },
    { development: true },
  );
  const source = "export function Page() {\n  function save() {\n";
  const { message, loc, frame } = overlayFinding({ diagnostic, source }, "/app/app/page.tsx");
  expect(message.split("\n\n")).toEqual([
    diagnostic.message,
    "Fix: Write `async` before the function.",
    "See /_edict/errors/inline-action-not-async",
  ]);
  expect(loc).toEqual({ file: "/app/app/page.tsx", line: 2, column: 3 });
  expect(frame).toBe(
    "  1 | export function Page() {\n> 2 |   function save() {\n    |   ^^^^^^^^^^^^^^^\n  3 |",
  );
});
