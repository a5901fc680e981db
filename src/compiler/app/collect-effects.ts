import type { Node } from "oxc-parser";
import { isAuthCall } from "../callees/is-auth-call.ts";
import type { CheckedModule } from "../check/finding.ts";
import { tellsBrowser } from "../mistakes/check-mutations.ts";
import { contains } from "../parse/syntax-tree.ts";
import { refusingTests } from "../safety/refusing-tests.ts";

/** What a function does for whoever calls it: it says that something changed, or asks who calls. */
export type FunctionEffect = "tells" | "asks";

const hints =
  /revalidat|updateTag|refresh|cookies|redirect|auth|session|user|token|unauthorized|forbidden|require/i;

/** Lists what the exported functions of a module do for their callers, by exported name. */
export function collectEffects(
  checked: CheckedModule,
): ReadonlyMap<string, ReadonlySet<FunctionEffect>> {
  const { module, scopes, exports } = checked;
  const effects = new Map<string, ReadonlySet<FunctionEffect>>();
  if (!hints.test(module.file.code)) return effects;
  const refusing = refusingTests(checked);
  for (const { exported, value } of exports.exports) {
    if (value.kind !== "function") continue;
    const { fn } = value;
    const inside = module.nodes.filter((node) => contains(fn, node));
    const found = new Set<FunctionEffect>();
    if (inside.some((node) => tellsBrowser(checked, node))) found.add("tells");
    const asks = (node: Node): boolean => refusing.has(node) || isAuthCall(scopes, node);
    if (inside.some(asks)) found.add("asks");
    if (found.size > 0) effects.set(exported, found);
  }
  return effects;
}

const refreshing =
  /\b\w*[rR]outer\.refresh\(|\brefresh\(\)|invalidateQueries\(|\bmutate\(|\brefetch\(/;

/** Tells whether a module of the browser reads its data anew by itself. */
export function refreshesItself({ module, directives }: CheckedModule): boolean {
  return directives.useClient !== undefined && refreshing.test(module.file.code);
}
