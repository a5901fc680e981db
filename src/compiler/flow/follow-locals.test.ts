import type { Node } from "oxc-parser";
import { expect, test } from "vitest";
import { parseModule } from "../parse/parse-module.ts";
import { sourceFile } from "../parse/source-file.ts";
import { isFunction } from "../parse/syntax-tree.ts";
import { buildScopes } from "../scan/build-scopes.ts";
import { exploreFlow, type FlowVisitor } from "./explore-flow.ts";
import { followLocals } from "./follow-locals.ts";

const names = ["a", "b", "c"];

function calledName(node: Node): string {
  return node.type === "CallExpression" && node.callee.type === "Identifier"
    ? node.callee.name
    : "";
}

const recorder: FlowVisitor = {
  initial: 0,
  after: (node, state) => {
    const index = names.indexOf(calledName(node));
    return index < 0 ? state : state | (1 << index);
  },
  signals: (node) => calledName(node) === "go",
};

/** Ends of the last function of `code`, those of calls that throw left out. */
function ends(code: string): string[] {
  const parsed = parseModule(sourceFile({ code, filename: "/a.ts" }));
  if (!parsed.ok) throw new TypeError(code);
  const { nodes, parents, program } = parsed.value;
  const fn = nodes.filter(isFunction).findLast((each) => parents.get(each) === program);
  if (fn === undefined) throw new TypeError(code);
  const found = exploreFlow(fn, followLocals(buildScopes(parsed.value), recorder))
    .filter(({ kind }) => kind !== "threw")
    .map(({ kind, state }) => {
      const done = names.filter((_, index) => (state & (1 << index)) !== 0).join("");
      return `${kind}:${done}`;
    });
  return [...new Set(found)].toSorted();
}

test.each<[string, string[]]>([
  ["function h() { b(); } function f() { a(); h(); c(); }", ["fell-off:abc"]],
  ["const h = async () => { await b(); }; async function f() { await h(); }", ["fell-off:b"]],
  ["function h() { if (x) return; b(); } function f() { h(); }", ["fell-off:", "fell-off:b"]],
  ["function g() { a(); } function h() { g(); b(); } function f() { h(); }", ["fell-off:ab"]],
  ["function h() { a(); go(); } function f() { h(); b(); }", ["signalled:a"]],
  ["function h() { if (x) go(); a(); } function f() { h(); b(); }", ["fell-off:ab", "signalled:a"]],
  ["function h() { throw a(); } function f() { b(); h(); c(); }", []],
  ["function f() { if (x) f(); a(); }", ["fell-off:a"]],
  ["function h() { f(); a(); } function f() { if (x) h(); b(); }", ["fell-off:ab", "fell-off:b"]],
  ["function* h() { a(); } function f() { h(); }", ["fell-off:"]],
  ["function f() { (() => { a(); })(); }", ["fell-off:a"]],
  ["function h() { a(); } function f(h) { h(); }", ["fell-off:"]],
  ["const api = { h() { a(); } }; function f() { api.h(); }", ["fell-off:"]],
])("%s", (code, expected) => {
  expect(ends(code)).toEqual(expected);
});

test("a function is explored once per state that it is called in", () => {
  const code = "function h() { a(); } function f() { h(); h(); h(); }";
  const parsed = parseModule(sourceFile({ code, filename: "/a.ts" }));
  if (!parsed.ok) throw new TypeError(code);
  const seen: string[] = [];
  const after: FlowVisitor["after"] = (node, state, place) => {
    seen.push(`${calledName(node)} ${state}`);
    return recorder.after(node, state, place);
  };
  const following = followLocals(buildScopes(parsed.value), { ...recorder, after });
  const [helper, fn] = parsed.value.nodes.filter(isFunction);
  if (fn === undefined || helper === undefined) throw new TypeError(code);
  exploreFlow(fn, following);
  expect(seen.filter((text) => text.startsWith("a "))).toEqual(["a 0", "a 1"]);
  expect(following.summaryOf(helper)).toEqual({ returned: [1], signalled: [] });
});
