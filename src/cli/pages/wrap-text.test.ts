import { styleText } from "node:util";
import { expect, test } from "vitest";
import { columnsOf, wrapText } from "./wrap-text.ts";

const red = (text: string): string => styleText("red", text, { validateStream: false });

test.each([
  ["one two three", 7, ["one two", "three"]],
  ["one two three", 8, ["one two", "three"]],
  ["one two three", 13, ["one two three"]],
  ["a considerably longer word", 6, ["a", "considerably", "longer", "word"]],
  ["one\ntwo three", 20, ["one", "two three"]],
  ["", 20, [""]],
  ["one two", Infinity, ["one two"]],
])("%j in %d columns", (text, width, lines) => {
  expect(wrapText(text, width)).toEqual(lines);
});

test("colours take no columns, and a letter of two units takes one", () => {
  expect(wrapText(`${red("one")} ${red("two")} three`, 7)).toEqual([
    `${red("one")} ${red("two")}`,
    "three",
  ]);
  expect(columnsOf(`${red("one")} 😀`)).toBe(5);
});
