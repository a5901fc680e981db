import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { isRequestApi } from "../callees/is-request-api.ts";
import type { CheckedModule } from "../check/finding.ts";
import { effectReaderOf, effects } from "../effects/read-effects.ts";
import { listSignalCalls } from "../mistakes/list-signal-calls.ts";
import { nodesWithin } from "../parse/nodes-within.ts";

/** What a function does for whoever calls it: it says that something changed, or asks who calls, which it then only `answers` where nothing in it could refuse; or it `leaves` by throwing a signal. */
export type FunctionEffect = "tells" | "asks" | "answers" | "leaves";

const hints =
  /revalidat|updateTag|refresh|cookies|redirect|auth|session|user|token|unauthorized|forbidden|notFound|require/i;

/** Lists what the exported functions of a module do for their callers, by exported name. */
export function collectEffects(
  checked: CheckedModule,
): ReadonlyMap<string, ReadonlySet<FunctionEffect>> {
  const { module, exports } = checked;
  const found = new Map<string, ReadonlySet<FunctionEffect>>();
  // What runs in the browser does nothing for an action.
  if (checked.directives.useClient !== undefined || !hints.test(module.file.code)) return found;
  const reader = effectReaderOf(checked);
  const leavers = new Set<Node>(listSignalCalls(checked).flatMap(({ within }) => within[0] ?? []));
  for (const { exported, value } of exports.exports) {
    if (value.kind !== "function") continue;
    let bits = 0;
    const nodes = nodesWithin(module, value.fn);
    for (const node of nodes)
      bits |= reader.effectsOf(node) | (reader.refusing.has(node) ? effects.asks : 0);
    const kinds = new Set<FunctionEffect>();
    if ((bits & effects.tells) !== 0) kinds.add("tells");
    if ((bits & effects.asks) !== 0) {
      kinds.add("asks");
      if (!nodes.some((node) => mayRefuse(checked, node))) kinds.add("answers");
    }
    if (leavers.size > 0 && nodes.some((node) => leavers.has(node) && node === value.fn))
      kinds.add("leaves");
    if (kinds.size > 0) found.set(exported, kinds);
  }
  return found;
}

/** What throws, redirects, or is a function that may do so: calls of methods and of what reads the request do not. */
function mayRefuse({ scopes }: CheckedModule, node: Node): boolean {
  if (node.type === "ThrowStatement") return true;
  if (node.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, node);
  if (isRequestApi(callee)) return false;
  const isMethod =
    callee.kind === "method" || (callee.kind === "imported" && callee.path.length > 0);
  return (
    !isMethod || !/^(?:get|has|find|select|from|where|query)/.test(callee.written.at(-1) ?? "")
  );
}

const refreshing =
  /\b\w*[rR]outer\.refresh\(|\brefresh\(\)|invalidateQueries\(|\bmutate\(|\brefetch\(/;

/** Tells whether a module of the browser reads its data anew by itself. */
export function refreshesItself({ module, directives }: CheckedModule): boolean {
  return directives.useClient !== undefined && refreshing.test(module.file.code);
}
