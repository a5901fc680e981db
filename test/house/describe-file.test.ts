import { expect, test } from "vitest";
// @ts-expect-error a script without declarations
import { describeFile, firstSentence } from "../../scripts/describe-file.mjs";

test.each([
  [
    "the export that the file is named after",
    "read-name.ts",
    "/** Is an option. */\nexport interface Options {}\n\n/** Reads a name. More. */\nexport function readName() {}",
    "Reads a name.",
  ],
  [
    "the first export otherwise",
    "names.ts",
    "/** Reads. */\nexport function read() {}\n/** Writes. */\nexport const write = 1;",
    "Reads.",
  ],
  [
    "a constant",
    "wire-version.ts",
    "/** Version of the wire. */\nexport const wireVersion = 1;",
    "Version of the wire.",
  ],
  [
    "a component",
    "app-root.tsx",
    "/** Shows the app. */\nexport function AppRoot() { return <p />; }",
    "Shows the app.",
  ],
])("the line of a file is that of %s", (_, file, code, text) => {
  expect(describeFile(file, code)).toEqual({ kind: "sentence", text });
});

test("a file that only passes on is a door, an export without docstring is missing one", () => {
  expect(describeFile("index.ts", 'export { a } from "./a.ts";')).toEqual({ kind: "door" });
  expect(describeFile("a.ts", "// not a docstring\nexport const a = 1;")).toEqual({
    kind: "missing",
  });
  expect(describeFile("a.ts", "/** Something else. */\nconst b = 1;\nexport const a = b;")).toEqual(
    { kind: "missing" },
  );
});

test.each([
  ["* Reads `a.ts`, e.g. this one. Then more. ", "Reads `a.ts`, e.g. this one."],
  ["*\n * Reads a name\n * over two lines. And more.\n ", "Reads a name over two lines."],
  ["* Reads it\n * @example read()\n ", "Reads it"],
  ["* Version 1.2 of it. ", "Version 1.2 of it."],
])("%j begins with %j", (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});
