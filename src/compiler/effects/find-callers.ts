import type { Node } from "oxc-parser";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule } from "../check/finding.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";
import { findReference, referencesWithin } from "./references-within.ts";

const names =
  /^(?:session|user|currentUser|viewer|visitor|me|account|auth|ctx|context|member|owner|author|tenant|org|team|claims|identity)$/i;

/**
 * Finds the variables of an action that stand for whoever calls: what one of the calls in `asking` gave, and what was
 * taken from that.
 */
export function findCallers(
  { module, scopes }: CheckedModule,
  { fn }: Pick<ActionFunction, "fn">,
  asking: readonly Node[],
): ReadonlySet<Binding> {
  const within = referencesWithin(scopes, fn);
  const callers = new Set(
    within.filter(({ binding }) => names.test(binding.name)).map(({ binding }) => binding),
  );
  for (const node of nodesWithin(module, fn)) {
    if (node.type !== "VariableDeclarator" || node.init === null) continue;
    const { init } = node;
    const isOfCaller =
      asking.some((call) => contains(init, call)) ||
      findReference(scopes, init, (use) => callers.has(use.binding)) !== undefined;
    if (!isOfCaller) continue;
    for (const { binding } of within) if (binding.declarations.includes(node)) callers.add(binding);
  }
  return callers;
}
