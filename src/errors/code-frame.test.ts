import { expect, test } from "vitest";
import { codeFrame } from "./code-frame.ts";

const source = ["one", "two", "\tthree four", "four", "five", "six"].join("\n");

test("the frame shows two lines around the range and underlines it", () => {
  expect(codeFrame(source, { line: 3, column: 8, endLine: 3, endColumn: 12 })).toBe(
    [
      "  1 | one",
      "  2 | two",
      "> 3 | \tthree four",
      "    | \t      ^^^^",
      "  4 | four",
      "  5 | five",
    ].join("\n"),
  );
});

test("an empty range still gets a mark", () => {
  expect(codeFrame("a", { line: 1, column: 2, endLine: 1, endColumn: 2 })).toBe(
    "> 1 | a\n    |  ^",
  );
});

test("a range over lines underlines each of them", () => {
  expect(codeFrame("ab\r\n  cd\r\nef", { line: 1, column: 2, endLine: 2, endColumn: 4 })).toBe(
    ["> 1 | ab", "    |  ^", "> 2 |   cd", "    |   ^", "  3 | ef"].join("\n"),
  );
});

test("a long line is cut", () => {
  const frame = codeFrame("x".repeat(500), { line: 1, column: 1, endLine: 1, endColumn: 400 });
  expect(frame.split("\n").every((line) => line.length < 180)).toBe(true);
});

test("a range beyond the source draws what there is", () => {
  expect(codeFrame("a", { line: 9, column: 9, endLine: 9, endColumn: 10 })).toBe("");
});
