import type { Node } from "oxc-parser";
import { importedCalls } from "../callees/imported-calls.ts";
import { isCookieWrite } from "../callees/is-cookie-write.ts";
import { calleeOf } from "../callees/callee-of.ts";
import { isRedirectSignal } from "../callees/is-redirect-signal.ts";
import { isRevalidation } from "../callees/is-revalidation.ts";
import { isWrite } from "../callees/is-write.ts";
import { runsDuringCall } from "../callees/runs-during-call.ts";
import { describeWrite } from "../callees/describe-write.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { exploreFlow, type FlowVisitor } from "../flow/explore-flow.ts";
import { contains, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";

/** Something on a page may show what was written. */
const wrote = 1;
/** The browser is told. */
const told = 2;

/** What no page shows, by a word of the table's name. */
const unseen: ReadonlySet<string> = new Set(
  "log logs audit audits event events metric metrics analytics tracking token tokens attempt attempts outbox queue stat stats view views visit visits hit hits impression impressions".split(
    " ",
  ),
);

/** Rule `mutation-without-revalidate`. */
export const checkMutations: Rule = (checked) =>
  checked.actions.flatMap((action) => {
    const write = untoldWrite(checked, action);
    if (write === undefined) return [];
    const finding: Finding = {
      code: "mutation-without-revalidate",
      range: write,
      params: { action: action.name, write: describeWrite(checked, write) },
      unless: {
        effect: "tells",
        calls: importedCalls(checked, action.fn),
        ...(action.kind === "module" ? { action: action.name } : {}),
      },
    };
    return [finding];
  });

/** The first write of an action after which a path ends normally, and nobody is told. */
function untoldWrite(checked: CheckedModule, { fn }: ActionFunction): Node | undefined {
  const writes: Node[] = [];
  const visitor: FlowVisitor = {
    initial: 0,
    after: (node, state) => {
      const effect = effectOf(checked, node, [fn]);
      if ((effect & wrote) !== 0) writes.push(node);
      return state | effect;
    },
    signals: (call) => isRedirectSignal(calleeOf(checked.scopes, call)),
    entersCallbacks: runsDuringCall,
  };
  const isUntold = exploreFlow(fn, visitor).some(
    ({ kind, node, state }) =>
      state === wrote && (kind === "fell-off" || (kind === "returned" && !returnsState(node))),
  );
  return isUntold ? writes.toSorted((a, b) => a.start - b.start)[0] : undefined;
}

/** What evaluating a node does; a function of the module does what stands in it. */
function effectOf(checked: CheckedModule, node: Node, within: readonly FunctionNode[]): number {
  const { module, scopes } = checked;
  const callee = node.type === "CallExpression" ? calleeOf(scopes, node) : undefined;
  if (callee !== undefined && isCookieWrite(callee)) return told;
  if (isWrite(module, scopes, node)) return isUnseen(describeWrite(checked, node)) ? 0 : wrote;
  if (callee === undefined) return 0;
  if (isRevalidation(callee) || isRedirectSignal(callee)) return told;
  if (callee.kind === "imported" && /(?:re|in)validat/i.test(callee.specifier)) return told;
  if (isLoadedRevalidation(checked, callee.written)) return told;
  if (callee.kind !== "local" || within.includes(callee.fn)) return 0;
  const { fn } = callee;
  return module.nodes
    .filter((inner) => contains(fn, inner))
    .reduce((effects, inner) => effects | effectOf(checked, inner, [...within, fn]), 0);
}

/** Tells whether evaluating a node says to the browser that something changed. */
export function tellsBrowser(checked: CheckedModule, node: Node): boolean {
  return (effectOf(checked, node, []) & told) !== 0;
}

/** `auditLog.create`, `db.pageView.upsert`. */
function isUnseen(write: string): boolean {
  const words = write.split(/[^a-zA-Z]+|(?=[A-Z])/).map((word) => word.toLowerCase());
  return words.some((word) => unseen.has(word));
}

/** `const { refresh } = await import("next/cache")`. */
function isLoadedRevalidation({ module }: CheckedModule, written: readonly string[]): boolean {
  const name = written.at(-1) ?? "";
  if (!/^(?:revalidate(?:Path|Tag)|updateTag|refresh)$/.test(name)) return false;
  return /\bimport\(\s*["'](?:next\/cache|edict)["']\s*\)/.test(module.file.code);
}

/** What a caller may show: anything but nothing, and yes or no. */
function returnsState(statement: Node): boolean {
  const value =
    statement.type === "ReturnStatement"
      ? statement.argument === null
        ? undefined
        : withoutTypes(statement.argument)
      : withoutTypes(statement);
  if (value === undefined) return false;
  if (value.type === "Literal") return value.value !== null && typeof value.value !== "boolean";
  if (value.type === "Identifier") return value.name !== "undefined";
  return !(value.type === "UnaryExpression" && value.operator === "void");
}
