import { assert, property, array, nat, record, string } from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic, TextEdit } from "../errors/index.ts";
import { applyFixes } from "./apply-fixes.ts";

function finding(...edits: TextEdit[]): Diagnostic {
  return {
    code: "use-server-not-first",
    severity: "error",
    file: "a.ts",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    message: "It is late.",
    hint: "Move it.",
    docs: "",
    fix: { title: "Move it", edits },
  };
}

function edit(start: number, end: number, text: string): TextEdit {
  return { start, end, text };
}

test("fixes that do not touch are applied at once, in whatever order they come", () => {
  const [first, second] = [finding(edit(0, 1, "A")), finding(edit(2, 3, "C"), edit(4, 4, "!"))];
  expect(applyFixes("abcd", [second, first])).toEqual({
    code: "AbCd!",
    applied: [second, first],
    postponed: [],
  });
});

test.each([
  ["overlap", edit(0, 3, "x"), edit(2, 4, "y"), "xd"],
  ["write at one place", edit(1, 1, "x"), edit(1, 1, "y"), "axbcd"],
  ["are neighbours", edit(0, 2, "x"), edit(2, 3, "y"), "xcd"],
  ["hold one another", edit(1, 2, "x"), edit(0, 4, "y"), "axcd"],
])("of two that %s the first in the list is applied, the other postponed", (_, a, b, code) => {
  const [first, second] = [finding(a), finding(b)];
  expect(applyFixes("abcd", [first, second])).toEqual({
    code,
    applied: [first],
    postponed: [second],
  });
});

test("a fix is applied whole or not at all", () => {
  const [first, second] = [finding(edit(0, 1, "x")), finding(edit(0, 1, "y"), edit(3, 4, "z"))];
  expect(applyFixes("abcd", [first, second]).code).toBe("xbcd");
});

test("a fix may write at the very place where it replaces", () => {
  expect(applyFixes("abcd", [finding(edit(1, 2, ""), edit(1, 1, "x"))]).code).toBe("axcd");
});

test("a diagnostic without a fix, or with one that changes nothing, is neither applied nor postponed", () => {
  const nothing = finding(edit(0, 1, "a"));
  const { fix: _, ...without } = finding();
  expect(applyFixes("abcd", [nothing, without])).toEqual({
    code: "abcd",
    applied: [],
    postponed: [],
  });
});

test.each(["\n", "\r\n", "\r"])("what is written takes the line ends of the file: %j", (end) => {
  const { code } = applyFixes(`a${end}b`, [finding(edit(0, 0, '"use server";\n\n'))]);
  expect(code).toBe(`"use server";${end}${end}a${end}b`);
});

test("a byte order mark stays in front", () => {
  expect(applyFixes("\uFEFFabc", [finding(edit(0, 0, "x"))]).code).toBe("\uFEFFxabc");
  expect(applyFixes("\uFEFFabc", [finding(edit(0, 2, "x"))]).code).toBe("\uFEFFxbc");
});

test("text outside of the applied edits stays as it is, and their text is there once", () => {
  const edits = array(record({ at: nat(60), length: nat(6), text: string({ maxLength: 4 }) }), {
    maxLength: 12,
  });
  assert(
    property(
      string({ minLength: 60, maxLength: 60, unit: "grapheme-ascii" }),
      edits,
      (code, list) => {
        const findings = list.map(({ at, length, text }) =>
          finding(edit(Math.min(at, code.length), Math.min(at + length, code.length), text)),
        );
        const result = applyFixes(code, findings);
        const applied = result.applied
          .flatMap(({ fix }) => fix?.edits ?? [])
          .toSorted((a, b) => a.start - b.start);
        let [at, expected] = [0, ""];
        for (const { start, end, text } of applied) {
          expect(start).toBeGreaterThanOrEqual(at);
          expected += code.slice(at, start) + text;
          at = end;
        }
        expect(result.code).toBe(expected + code.slice(at));
        if (findings.some(({ fix }) => changes(code, fix?.edits ?? [])))
          expect(result.applied).not.toEqual([]);
      },
    ),
  );
});

function changes(code: string, edits: readonly TextEdit[]): boolean {
  return edits.some(({ start, end, text }) => code.slice(start, end) !== text);
}
