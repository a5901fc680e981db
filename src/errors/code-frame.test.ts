import { expect, test } from "vitest";
import { codeFrame, splitLines, type FrameRange } from "./code-frame.ts";

const source = ["one", "two", "\tthree four", "four", "five", "six"].join("\n");

function frameOf(text: string, range: FrameRange): string {
  return codeFrame(splitLines(text), range);
}

test("the frame shows two lines around the range and underlines it", () => {
  expect(frameOf(source, { line: 3, column: 8, endLine: 3, endColumn: 12 })).toBe(
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
  expect(frameOf("a", { line: 1, column: 2, endLine: 1, endColumn: 2 })).toBe("> 1 | a\n    |  ^");
});

test("a range over lines underlines each of them", () => {
  expect(frameOf("ab\r\n  cd\r\nef", { line: 1, column: 2, endLine: 2, endColumn: 4 })).toBe(
    ["> 1 | ab", "    |  ^", "> 2 |   cd", "    |   ^", "  3 | ef"].join("\n"),
  );
});

test("a long line is cut", () => {
  const frame = frameOf("x".repeat(500), { line: 1, column: 1, endLine: 1, endColumn: 400 });
  expect(frame.split("\n").every((line) => line.length < 180)).toBe(true);
});

test("a range beyond the source draws what there is", () => {
  expect(frameOf("a", { line: 9, column: 9, endLine: 9, endColumn: 10 })).toBe("");
});

test.each(["/* 日本 */ no", "/* 👩‍👩‍👧 */ no", "/* e\u0301 ✔️ */ no", "ab\t日no"])(
  "marks stand under what they mark in %s",
  (text) => {
    const column = text.indexOf("no") + 1;
    const range = { line: 1, column, endLine: 1, endColumn: column + 2 };
    const [line = "", marks = ""] = frameOf(text, range).split("\n");
    expect(marks.endsWith(" ^^") || marks.endsWith("\t  ^^")).toBe(true);
    expect(columnsOf(marks.slice(0, -2))).toBe(columnsOf(line.slice(0, -2)));
  },
);

/** Columns of a terminal, for the characters of these tests alone. */
function columnsOf(text: string): number {
  return text.replace(/日|本|👩‍👩‍👧|✔️/gu, "xx").replace(/e\u0301/g, "x").length;
}

test("wide characters are marked as wide as they are", () => {
  expect(frameOf("日本", { line: 1, column: 1, endLine: 1, endColumn: 3 })).toBe(
    "> 1 | 日本\n    | ^^^^",
  );
});

test("a mark far to the right is shown with what stands around it", () => {
  const text = `${"x".repeat(500)}mark${"y".repeat(500)}`;
  const frame = frameOf(text, { line: 1, column: 501, endLine: 1, endColumn: 505 });
  const [line = "", marks = ""] = frame.split("\n");
  expect(line.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1)).toBe("mark");
  expect(line).toMatch(/^> 1 \| …x+marky+…$/);
  expect(line.length).toBeLessThan(180);
});
