import type { CheckedModule } from "../check/finding.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { calleeOf } from "./callee-of.ts";

/** A function of another module. */
export interface ImportedFunction {
  readonly specifier: string;
  readonly imported: string;
}

/** Lists the imported functions that `fn` calls. */
export function importedCalls(
  { module, scopes }: CheckedModule,
  fn: FunctionNode,
): ImportedFunction[] {
  return nodesWithin(module, fn).flatMap((node): ImportedFunction[] => {
    if (node.type !== "CallExpression") return [];
    const callee = calleeOf(scopes, node);
    if (callee.kind !== "imported" || callee.path.length > 0) return [];
    return [{ specifier: callee.specifier, imported: callee.name }];
  });
}
