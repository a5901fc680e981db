import type { CallExpression, Node, Statement } from "oxc-parser";
import type { CheckedModule, Finding } from "../check/finding.ts";
import { calleeOf } from "../callees/callee-of.ts";
import { isRevalidation } from "../callees/is-revalidation.ts";
import { unreachableStatements } from "../flow/unreachable-statements.ts";
import { lineOf } from "../parse/source-file.ts";
import { contains, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import type { SignalCall } from "./list-signal-calls.ts";

/** Rules `code-after-redirect` and `revalidate-after-redirect`. */
export function checkAfterRedirect(
  checked: CheckedModule,
  calls: readonly SignalCall[],
): Finding[] {
  const owners = new Set(
    calls.filter((signal) => mayHideCode(checked, signal)).flatMap(({ within }) => within[0] ?? []),
  );
  return [...owners].flatMap((fn) => checkFunction(checked, fn, calls));
}

/**
 * Tells whether statements may stand behind a signal on every path: one that is the last of its block, or stands in an
 * `if` without an `else`, hides none.
 */
function mayHideCode({ module }: CheckedModule, { call, within }: SignalCall): boolean {
  let inner: Node = call;
  for (let at = module.parents.get(call); at !== undefined; at = module.parents.get(at)) {
    if (at === within[0]) return false;
    if (at.type === "IfStatement" && at.alternate === null) return false;
    if (at.type === "BlockStatement" && at.body.at(-1) !== inner) return true;
    if (at.type === "SwitchCase" && at.consequent.at(-1) !== inner) return true;
    inner = at;
  }
  return false;
}

function checkFunction(
  checked: CheckedModule,
  fn: FunctionNode,
  calls: readonly SignalCall[],
): Finding[] {
  const nodes = new Set<CallExpression>(calls.map(({ call }) => call));
  const deadAnyway = new Set(unreachableStatements(fn));
  const dead = unreachableStatements(fn, (call) => nodes.has(call));
  return dead
    .filter((statement) => !deadAnyway.has(statement))
    .flatMap((statement): Finding[] => {
      const signal = calls.findLast(
        ({ call, within }) => within[0] === fn && call.end <= statement.start,
      );
      return signal === undefined ? [] : describe(checked, statement, signal);
    });
}

function describe(checked: CheckedModule, first: Statement, signal: SignalCall): Finding[] {
  const { module, scopes } = checked;
  const line = lineOf(module.file, signal.call.start);
  const region = regionFrom(checked, first);
  const revalidations = module.nodes.filter(
    (node): node is CallExpression =>
      node.type === "CallExpression" &&
      contains(region, node) &&
      isRevalidation(calleeOf(scopes, node)),
  );
  const late = revalidations.map((call): Finding => {
    const name = module.file.code.slice(call.callee.start, call.callee.end);
    const params = { name, signal: signal.name, line };
    return { code: "revalidate-after-redirect", range: call, params };
  });
  if (late.length > 0) return late;
  if (isHarmless(first)) return [];
  return [{ code: "code-after-redirect", range: first, params: { name: signal.name, line } }];
}

/** From a statement to the end of the block it stands in. */
function regionFrom({ module }: CheckedModule, first: Statement): { start: number; end: number } {
  const block = module.parents.get(first) ?? first;
  return { start: first.start, end: Math.max(first.end, block.end) };
}

/** `return null` behind a redirect satisfies a type, and hides nothing. */
function isHarmless(statement: Statement): boolean {
  if (statement.type !== "ReturnStatement" || statement.argument === null) return false;
  const value: Node = withoutTypes(statement.argument);
  if (value.type === "UnaryExpression") return value.operator === "void";
  if (value.type === "Identifier") return value.name === "undefined";
  return value.type === "Literal" && value.value === null;
}
