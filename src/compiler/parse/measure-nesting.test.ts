import { expect, test } from "vitest";
import { measureNesting } from "./measure-nesting.ts";

test.each([
  ["brackets in strings", `const a = "((((((((((((";`],
  ["brackets in comments", "// ((((((((((((\n/* [[[[[[[[[[[[[ */"],
  [
    "brackets in regular expressions",
    "const a = /[(((((((((((([{]/; f(/\\(\\(\\(\\(\\(\\(\\(\\(\\(\\(\\(/)",
  ],
  ["brackets in template text", "const a = `((((((((((((${1}((((`"],
  ["an apostrophe in an element's text", "<p>don't {a} ((</p>".repeat(4)],
  ["statements one after another", "f(() => [{}]);\n".repeat(50)],
  ["arrows on lines without semicolons", "const a = x => x\n".repeat(50)],
  ["elements one after another", "<p><br/></p>".repeat(50)],
  ["type arguments on lines of their own", "let a: B<C>\n".repeat(50)],
  ["comparisons", "a<b;".repeat(50)],
  ["divisions", "a / b / (c)\n".repeat(50)],
])("%s are no levels", (_name, code) => {
  expect(measureNesting(code, 10)).toBeUndefined();
});

test.each([
  ["brackets", "(".repeat(20)],
  ["brackets after an apostrophe in text", `<p>don't ${"{".repeat(20)}`],
  ["template holes", "`${".repeat(20)],
  ["elements", "<a>".repeat(20)],
  ["type arguments", `let a: ${"B<".repeat(20)}`],
  ["arrows", "a => ".repeat(20)],
  ["brackets after a division", `a / b; ${"[".repeat(20)}`],
])("%s are levels", (_name, code) => {
  expect(measureNesting(code, 10)).toBeTypeOf("number");
});

test("the offset is where it gets too deep", () => {
  expect(measureNesting(`a(b[c${"(".repeat(3)}`, 3)).toBe(7);
});
