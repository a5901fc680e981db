import type { Node } from "oxc-parser";
import type { Binding, ScopeTree } from "./scope.ts";

/** The value of a variable that is given one, once; undefined for any other, and for what is taken apart. */
export function constantValue(binding: Binding | undefined): Node | undefined {
  const [declaration, second] = binding?.declarations ?? [];
  if (declaration?.type !== "VariableDeclarator" || second !== undefined) return undefined;
  if (declaration.id.type !== "Identifier" || declaration.init === null) return undefined;
  return binding?.references.some(({ isWrite }) => isWrite) === true ? undefined : declaration.init;
}

/** The value of the constant that an expression names. */
export function constantOf(scopes: ScopeTree, node: Node): Node | undefined {
  return constantValue(scopes.referenceAt.get(node)?.binding);
}
