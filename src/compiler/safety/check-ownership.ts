import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { describeWrite } from "../callees/describe-write.ts";
import { isAuthCall } from "../callees/is-auth-call.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import type { ExploredAction } from "../effects/explore-action.ts";
import { effects } from "../effects/read-effects.ts";
import { referencesWithin } from "../effects/references-within.ts";
import { inputsOfWrite, roleOf } from "../effects/stored-inputs.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";
import { capturesCaller } from "./check-auth.ts";

/** Changes of a row that is there already. */
const changes = /update|delete|remove|destroy|upsert|replace|save|set\b/i;

/** Rule `action-without-ownership-check`. */
export function checkOwnership(checked: CheckedModule, explored: ExploredAction): Finding[] {
  const { action, writes } = explored;
  if (capturesCaller(checked, action)) return [];
  let rows: ReadonlySet<Binding> | undefined;
  for (const { write, state, isOwn } of writes) {
    const isAsked = (state & effects.knows) !== 0 && (state & effects.permits) === 0;
    if (!isOwn || !isAsked || !isChange(checked, write)) continue;
    if (isScoped(checked, write, explored)) continue;
    const id =
      inputsOfWrite(checked, write, explored.traceInput()).find(({ role }) => role === "finds")
        ?.node ?? rowIn(checked, write, (rows ??= rowsFound(checked, explored)));
    if (id === undefined) continue;
    const params = {
      action: action.name,
      write: describeWrite(checked, write),
      id: textOf(checked, id),
    };
    return [{ code: "action-without-ownership-check", range: write, params }];
  }
  return [];
}

/** The variables that hold a row which was looked up by an id from outside, and by nothing of the caller's. */
function rowsFound(
  checked: CheckedModule,
  { action, nodes, traceInput, isCaller }: ExploredAction,
): ReadonlySet<Binding> {
  const input = traceInput();
  const found = new Set<Binding>();
  for (const node of nodes) {
    if (node.type !== "VariableDeclarator" || node.init === null) continue;
    const { init } = node;
    const isLookup = input.uses.some(
      (use) => contains(init, use.node) && roleOf(checked, init, use.node).role === "finds",
    );
    if (!isLookup || isCaller(init)) continue;
    for (const { binding } of referencesWithin(checked.scopes, action.fn))
      if (binding.declarations.includes(node)) found.add(binding);
  }
  return found;
}

/** Where a write changes such a row: `file.save()`, or `where: { id: file.id }`. */
function rowIn(checked: CheckedModule, write: Node, rows: ReadonlySet<Binding>): Node | undefined {
  const callee = write.type === "CallExpression" ? write.callee : write;
  return referencesWithin(checked.scopes, write).find(
    ({ node, binding }) =>
      rows.has(binding) &&
      (contains(callee, node) || roleOf(checked, write, node).role === "finds"),
  )?.node;
}

/** The caller takes part in finding the row, the database looks itself, or what changes is nobody's. */
function isScoped(checked: CheckedModule, write: Node, { callers }: ExploredAction): boolean {
  const text = textOf(checked, write);
  // A row that belongs to nobody yet may be taken: `where: { id, takenBy: null }`.
  if (/\bsupabase\b|\bincrement\b|(?:By|Id)\s*:\s*null\b/.test(text)) return true;
  if (nodesWithin(checked.module, write).some((node) => asksItself(checked, node))) return true;
  return referencesWithin(checked.scopes, write).some(
    ({ node, binding }) =>
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
  return nodesWithin(module, callee.fn).some((inner) => isAuthCall(scopes, inner));
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
