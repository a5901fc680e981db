import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { isRejectionParameter } from "../flow/is-rejection-parameter.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";

/** Tells whether `node` names what the `catch` around it caught, or what a promise's handler was given. */
export function isCaught({ module, scopes }: CheckedModule, node: Node): boolean {
  const binding = scopes.referenceAt.get(withoutTypes(node))?.binding;
  if (binding === undefined) return false;
  return binding.kind === "catch" || isRejectionParameter(module.parents, binding);
}
