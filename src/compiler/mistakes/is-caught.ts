import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";

/** Tells whether `node` names what the `catch` around it caught. */
export function isCaught({ scopes }: CheckedModule, node: Node): boolean {
  return scopes.referenceAt.get(withoutTypes(node))?.binding.kind === "catch";
}
