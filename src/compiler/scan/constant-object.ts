import type { Node, ObjectExpression } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "./scope.ts";

/** The object literal that an expression is, or that the variable it names holds, when nothing sets the variable or a member of it. */
export function constantObject(
  { module, scopes }: { readonly module: ParsedModule; readonly scopes: ScopeTree },
  node: Node,
): ObjectExpression | undefined {
  const value = withoutTypes(node);
  if (value.type === "ObjectExpression") return value;
  const binding = scopes.referenceAt.get(value)?.binding;
  const [declaration, second] = binding?.declarations ?? [];
  if (binding === undefined || declaration?.type !== "VariableDeclarator" || second !== undefined)
    return undefined;
  const { id, init } = declaration;
  if (id.type !== "Identifier" || init === null) return undefined;
  const isChanged = binding.references.some((use) => {
    const member = module.parents.get(use.node);
    const around = member?.type === "MemberExpression" ? module.parents.get(member) : undefined;
    return (
      use.isWrite ||
      (around?.type === "AssignmentExpression" && around.left === member) ||
      (around?.type === "UnaryExpression" && around.operator === "delete")
    );
  });
  const held = withoutTypes(init);
  return !isChanged && held.type === "ObjectExpression" ? held : undefined;
}
