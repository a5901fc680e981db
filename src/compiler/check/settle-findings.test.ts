import { expect, test } from "vitest";
import { sourceFile } from "../parse/source-file.ts";
import type { Finding } from "./finding.ts";
import { settleFindings } from "./settle-findings.ts";

const file = sourceFile({ code: "first();\nsecond();\n", filename: "/app/lib/a.ts", root: "/app" });
const unused = (start: number, end: number): Finding => ({
  code: "unused-action",
  range: { start, end },
  params: { name: "a", isDefault: false },
});

test("findings come in the order of the source, with their places", () => {
  const found = settleFindings([unused(9, 15), unused(0, 5)], file, new Map(), {});
  expect(found.map(({ line, column, endColumn }) => [line, column, endColumn])).toEqual([
    [1, 1, 6],
    [2, 1, 7],
  ]);
  expect(found[0]).toMatchObject({ file: "lib/a.ts", severity: "warning" });
});

test("a rule may be off, and another severity than its own", () => {
  const settle = (severity: "off" | "warning" | "error"): string[] =>
    settleFindings([unused(0, 5)], file, new Map(), { rules: { "unused-action": severity } }).map(
      (found) => found.severity,
    );
  expect([settle("off"), settle("warning"), settle("error")]).toEqual([[], ["warning"], ["error"]]);
});

test("what a comment silences is gone, on its line and for its code only", () => {
  const ignores = new Map([[1, new Set(["unused-action"])]]);
  const found = settleFindings([unused(0, 5), unused(9, 15)], file, ignores, {});
  expect(found.map(({ line }) => line)).toEqual([2]);
  const others = new Map([[1, new Set(["large-capture"])]]);
  expect(settleFindings([unused(0, 5)], file, others, {})).toHaveLength(1);
});

test("a file that does not parse is never fine", () => {
  const broken: Finding = {
    code: "syntax-error",
    range: { start: 0, end: 1 },
    params: { problem: "Unexpected token." },
  };
  const settings = { rules: { "syntax-error": "off" } } as const;
  expect(settleFindings([broken], file, new Map(), settings)[0]?.severity).toBe("error");
});

test("the fix of a finding comes along, and the address of its page", () => {
  const fix = { title: "Remove it", edits: [{ start: 0, end: 8, text: "" }] };
  const [found] = settleFindings([{ ...unused(0, 5), fix }], file, new Map(), {
    docsUrl: "https://docs.example.com/errors/",
  });
  expect(found?.fix).toEqual(fix);
  expect(found?.docs).toBe("https://docs.example.com/errors/unused-action");
});
