import { nodesWithin } from "../parse/nodes-within.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, isFunction, type FunctionNode } from "../parse/syntax-tree.ts";

/** Tells whether a function depends on a `this` from outside its own parameters: its caller's, or that of the code around an arrow. */
export function usesThis(module: ParsedModule, fn: FunctionNode): boolean {
  return nodesWithin(module, fn).some((node) => {
    if (node.type !== "ThisExpression") return false;
    for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at)) {
      if (at.type === "PropertyDefinition" || at.type === "StaticBlock") return !contains(fn, at);
      if (!isFunction(at) || at.type === "ArrowFunctionExpression") continue;
      return at === fn || !contains(fn, at);
    }
    return true;
  });
}
