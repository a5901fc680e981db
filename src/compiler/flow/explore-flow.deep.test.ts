import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { isFunction } from "../parse/syntax-tree.ts";
import { exploreFlow, type FlowVisitor } from "./explore-flow.ts";

/** The bit is whether `a()` was called. */
const visitor: FlowVisitor = {
  initial: 0,
  after: (node, state) =>
    node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "a"
      ? 1
      : state,
  entersCallbacks: () => true,
};

describe("deep nesting is explored without recursion's end, and in time", () => {
  const nest =
    (open: string, close: string) =>
    (levels: number): string =>
      `${open.repeat(levels)} a(); ${close.repeat(levels)}`;
  test.each<[string, (levels: number) => string, number]>([
    ["blocks", nest("if (x) {", "}"), 990],
    ["else-ifs", (levels) => `${"if (x) b(); else ".repeat(levels)} a();`, 990],
    ["loops", nest("while (x) {", "}"), 990],
    ["handlers", nest("try { b();", "} catch { c(); }"), 990],
    ["finalizers", nest("try { b();", "} finally { c(); }"), 500],
    ["finalizers in finalizers", nest("try { b(); } finally {", "}"), 200],
    ["calls", (levels) => `${"b(".repeat(levels)}a()${")".repeat(levels)};`, 990],
    ["callbacks", nest("each(() => {", "});"), 990],
    ["functions called at once", nest("(() => {", "})();"), 990],
    [
      "all at once",
      nest("for (;;) { try { if (x) each(() => {", "}); } finally { break; } }"),
      190,
    ],
    ["operators", (levels) => `x = a()${" + a()".repeat(levels)};`, 2900],
    ["conditions", (levels) => `if (a()${" && a()".repeat(levels)}) b();`, 2900],
    ["choices", (levels) => `x = ${"x ? a() : ".repeat(levels)} b();`, 2900],
    ["chains", (levels) => `a()${".b()".repeat(levels)};`, 1400],
  ])("%s", (_, write, levels) => {
    const code = `function f() { ${write(levels)} }`;
    const [fn] = parseSync("a.ts", code, { preserveParens: false }).program.body;
    if (!isFunction(fn)) throw new TypeError(code.slice(0, 80));
    const fell = exploreFlow(fn, visitor).filter(({ kind }) => kind === "fell-off");
    expect(fell.map(({ state }) => state)).toContain(1);
  });
});
