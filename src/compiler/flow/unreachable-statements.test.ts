import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { isFunction } from "../parse/syntax-tree.ts";
import { unreachableStatements } from "./unreachable-statements.ts";

function unreachable(body: string): string[] {
  const code = `async function f(x) {${body}}`;
  const [fn] = parseSync("a.ts", code, { astType: "ts" }).program.body;
  if (!isFunction(fn)) throw new TypeError(code);
  return unreachableStatements(
    fn,
    ({ callee }) => callee.type === "Identifier" && callee.name === "go",
  ).map(({ start, end }) => code.slice(start, end));
}

test.each<[string, string[]]>([
  ["a(); return; b(); c();", ["b();"]],
  ["throw x; b();", ["b();"]],
  ["go(); b(); go(); c();", ["b();"]],
  ["return go(); b();", ["b();"]],
  ["if (x) { go(); a(); } b();", ["a();"]],
  ["if (x) go(); else return; b();", ["b();"]],
  ["if (x) go(); b();", []],
  ["x && go(); b();", []],
  ["for (;;) { go(); a(); } b();", ["a();", "b();"]],
  ["while (x) { break; a(); }", ["a();"]],
  ["switch (x) { case 1: go(); break; case 2: go(); a(); }", ["a();"]],
  ["go(); return;", []],
  ["go(); function late() {} var y; ;", []],
  ["go(); { ; } a();", ["a();"]],
  ["go(); { a(); b(); }", ["{ a(); b(); }"]],
  ["try { go(); a(); } catch { b(); } c();", ["a();"]],
  ["try { return; } finally { a(); } c();", ["c();"]],
  ["try { return; } finally { go(); a(); } c();", ["a();", "c();"]],
  ["if (false) { a(); }", []],
  ["const late = () => { return; a(); };", []],
])("%s", (body, expected) => {
  expect(unreachable(body)).toEqual(expected);
});
