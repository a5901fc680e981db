import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { describeWrite } from "../callees/describe-write.ts";
import { isAuthCall, isAuthWrapped } from "../callees/is-auth-call.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";
import { capturesCaller } from "./check-auth.ts";
import { exploreWrites } from "./explore-writes.ts";
import { findCallers } from "./find-callers.ts";
import { inputsOfWrite, roleOf } from "./stored-inputs.ts";
import { traceInputs, type InputTrace } from "./trace-inputs.ts";

const asked = 1;
const owned = 2;

/** Functions and members that decide more than who somebody is. */
const permission =
  /(?:^|\.)(?:can|may|owns|authorize|is(?:Owner|Author|Admin|Editor|Moderator)|has(?:Role|Permission|Access)|(?:require|assert|ensure|check|verify|enforce|must(?:Be)?)(?!(?:User|Session|Auth|Member|Visitor|Customer|Guest|LoggedIn|SignedIn|Login|Authenticated|Authentication|Account)$)[A-Z]\w+)$/;

/** Changes of a row that is there already. */
const changes = /update|delete|remove|destroy|upsert|replace|save|set\b/i;

/** Rule `action-without-ownership-check`. */
export const checkOwnership: Rule = (checked) =>
  checked.actions.flatMap((action) => {
    const finding = unownedWrite(checked, action);
    return finding === undefined ? [] : [finding];
  });

function unownedWrite(checked: CheckedModule, action: ActionFunction): Finding | undefined {
  const { fn, name } = action;
  if (capturesCaller(checked, action)) return undefined;
  const trace = traceInputs(checked, action, true);
  const callers = findCallers(checked, action);
  const isCaller = (node: Node): boolean =>
    checked.scopes.references.some((use) => callers.has(use.binding) && contains(node, use.node));
  const rows = rowsFound(checked, trace, isCaller);
  const reached = exploreWrites(checked, fn, {
    initial: isAuthWrapped(checked.module, checked.scopes, fn) ? asked : 0,
    bitsOf: (node) =>
      (isAuthCall(checked.scopes, node) ? asked : 0) |
      (isPermission(checked, node, isCaller) ? owned : 0),
    bitsOfTest: (test) => (comparesCaller(test, isCaller) ? owned : 0),
  });
  for (const { write, state } of reached) {
    if (state !== asked || !isChange(checked, write)) continue;
    if (isScoped(checked, write, callers)) continue;
    const id =
      inputsOfWrite(checked, write, trace).find(({ role }) => role === "finds")?.node ??
      rowIn(checked, write, rows);
    if (id === undefined) continue;
    const params = {
      action: name,
      write: describeWrite(checked, write),
      id: textOf(checked, id),
    };
    return { code: "action-without-ownership-check", range: write, params };
  }
  return undefined;
}

/** The variables that hold a row which was looked up by an id from outside, and by nothing of the caller's. */
function rowsFound(
  checked: CheckedModule,
  { uses }: InputTrace,
  isCaller: (node: Node) => boolean,
): ReadonlySet<Binding> {
  const { module, scopes } = checked;
  const lookups = new Set<Node>();
  for (const node of module.nodes) {
    if (node.type !== "VariableDeclarator" || node.init === null) continue;
    const { init } = node;
    const isLookup = uses.some(
      (use) => contains(init, use.node) && roleOf(checked, init, use.node).role === "finds",
    );
    if (isLookup && !isCaller(init)) lookups.add(node);
  }
  return new Set(
    scopes.references
      .map(({ binding }) => binding)
      .filter(({ declarations }) => declarations.some((each) => lookups.has(each))),
  );
}

/** Where a write changes such a row: `file.save()`, or `where: { id: file.id }`. */
function rowIn(checked: CheckedModule, write: Node, rows: ReadonlySet<Binding>): Node | undefined {
  const callee = write.type === "CallExpression" ? write.callee : write;
  return checked.scopes.references.find(
    ({ node, binding }) =>
      rows.has(binding) &&
      contains(write, node) &&
      (contains(callee, node) || roleOf(checked, write, node).role === "finds"),
  )?.node;
}

/** The caller takes part in finding the row, the database looks itself, or what changes is nobody's. */
function isScoped(checked: CheckedModule, write: Node, callers: ReadonlySet<Binding>): boolean {
  const text = textOf(checked, write);
  if (checked.module.nodes.some((node) => contains(write, node) && asksItself(checked, node)))
    return true;
  // A row that belongs to nobody yet may be taken: `where: { id, takenBy: null }`.
  if (/\bsupabase\b|\bincrement\b|(?:By|Id)\s*:\s*null\b/.test(text)) return true;
  return checked.scopes.references.some(
    ({ node, binding }) =>
      contains(write, node) &&
      (callers.has(binding) ||
        /^(?:user|owner|author|tenant|org|team|account)\w*Id$/.test(binding.name)) &&
      roleOf(checked, write, node).role === "finds",
  );
}

/** `where(await mine(id))`: a function of the module that asks who calls. */
function asksItself({ module, scopes }: CheckedModule, node: Node): boolean {
  if (node.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, node);
  if (callee.kind !== "local") return false;
  const { fn } = callee;
  return module.nodes.some((inner) => contains(fn, inner) && isAuthCall(scopes, inner));
}

/** A role, or a function that is given the caller together with something else. */
function isPermission(
  checked: CheckedModule,
  node: Node,
  isCaller: (node: Node) => boolean,
): boolean {
  if (node.type === "BinaryExpression") return comparesCaller(node, isCaller);
  if (node.type === "MemberExpression")
    return (
      node.property.type === "Identifier" &&
      /^(?:roles?|isAdmin|permissions?|can\w*)$/.test(node.property.name)
    );
  if (node.type !== "CallExpression") return false;
  const text = textOf(checked, node.callee);
  if (permission.test(text)) return true;
  if (isAuthCall(checked.scopes, node) || /^(?:console|log|logger|track|after)\b/.test(text))
    return false;
  return node.arguments.length > 0 && !isStore(checked, node) && node.arguments.some(isCaller);
}

/** A write that stores the caller says nothing of the row's owner. */
function isStore(checked: CheckedModule, node: Node): boolean {
  if (node.type !== "CallExpression") return false;
  const { written } = calleeOf(checked.scopes, node);
  return written.some((part) => changes.test(part) || /^(?:create|insert|values)/.test(part));
}

function comparesCaller(test: Node, isCaller: (node: Node) => boolean): boolean {
  if (test.type !== "BinaryExpression" || !/^[!=]==?$/.test(test.operator)) return false;
  const isNothing = (node: Node): boolean =>
    node.type === "Literal" || (node.type === "Identifier" && node.name === "undefined");
  if (isNothing(test.left) || isNothing(test.right)) return false;
  return isCaller(test.left) || isCaller(test.right);
}

function isChange(checked: CheckedModule, write: Node): boolean {
  if (write.type === "TaggedTemplateExpression")
    return /^\s*(?:update|delete|merge|replace)/i.test(textOf(checked, write.quasi).slice(1));
  if (write.type !== "CallExpression") return false;
  const { written } = calleeOf(checked.scopes, write);
  return (
    written.some((part) => changes.test(part)) ||
    /["'`]\s*(?:update|delete)\b/i.test(textOf(checked, write))
  );
}

function textOf({ module }: CheckedModule, { start, end }: Node): string {
  return module.file.code.slice(start, end);
}
