import type { CheckedModule } from "../check/finding.ts";
import { effectReaderOf, effects } from "../effects/read-effects.ts";
import { nodesWithin } from "../parse/nodes-within.ts";

/** What a function does for whoever calls it: it says that something changed, or asks who calls. */
export type FunctionEffect = "tells" | "asks";

const hints =
  /revalidat|updateTag|refresh|cookies|redirect|auth|session|user|token|unauthorized|forbidden|require/i;

/** Lists what the exported functions of a module do for their callers, by exported name. */
export function collectEffects(
  checked: CheckedModule,
): ReadonlyMap<string, ReadonlySet<FunctionEffect>> {
  const { module, exports } = checked;
  const found = new Map<string, ReadonlySet<FunctionEffect>>();
  // What runs in the browser does nothing for an action.
  if (checked.directives.useClient !== undefined || !hints.test(module.file.code)) return found;
  const reader = effectReaderOf(checked);
  for (const { exported, value } of exports.exports) {
    if (value.kind !== "function") continue;
    let bits = 0;
    for (const node of nodesWithin(module, value.fn))
      bits |= reader.effectsOf(node) | (reader.refusing.has(node) ? effects.asks : 0);
    const kinds = new Set<FunctionEffect>();
    if ((bits & effects.tells) !== 0) kinds.add("tells");
    if ((bits & effects.asks) !== 0) kinds.add("asks");
    if (kinds.size > 0) found.set(exported, kinds);
  }
  return found;
}

const refreshing =
  /\b\w*[rR]outer\.refresh\(|\brefresh\(\)|invalidateQueries\(|\bmutate\(|\brefetch\(/;

/** Tells whether a module of the browser reads its data anew by itself. */
export function refreshesItself({ module, directives }: CheckedModule): boolean {
  return directives.useClient !== undefined && refreshing.test(module.file.code);
}
