import { isAuthCall } from "../callees/is-auth-call.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule } from "../check/finding.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";

const names =
  /^(?:session|user|currentUser|viewer|visitor|me|account|auth|ctx|context|member|owner|author|tenant|org|team|claims|identity)$/i;

/** Finds the variables of an action that stand for whoever calls: what an authentication call gave, and what was taken from that. */
export function findCallers(
  { module, scopes }: CheckedModule,
  { fn }: Pick<ActionFunction, "fn">,
): ReadonlySet<Binding> {
  const within = scopes.references.filter(({ node }) => contains(fn, node));
  const callers = new Set(
    within.filter(({ binding }) => names.test(binding.name)).map(({ binding }) => binding),
  );
  for (const node of module.nodes) {
    if (node.type !== "VariableDeclarator" || node.init === null || !contains(fn, node)) continue;
    const { init } = node;
    const isOfCaller =
      module.nodes.some((each) => contains(init, each) && isAuthCall(scopes, each)) ||
      within.some((use) => callers.has(use.binding) && contains(init, use.node));
    if (!isOfCaller) continue;
    for (const { binding } of within) if (binding.declarations.includes(node)) callers.add(binding);
  }
  return callers;
}
