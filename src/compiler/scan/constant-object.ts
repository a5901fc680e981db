import type { Node, ObjectExpression } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { constantValue } from "./constant-value.ts";
import type { ScopeTree } from "./scope.ts";

/** The object literal that an expression is, or that the variable it names holds, when nothing sets the variable or a member of it. */
export function constantObject(
  { module, scopes }: { readonly module: ParsedModule; readonly scopes: ScopeTree },
  node: Node,
): ObjectExpression | undefined {
  const value = withoutTypes(node);
  if (value.type === "ObjectExpression") return value;
  const binding = scopes.referenceAt.get(value)?.binding;
  const held = constantValue(binding);
  const object = held === undefined ? undefined : withoutTypes(held);
  if (object?.type !== "ObjectExpression") return undefined;
  const isChanged = binding?.references.some(({ node: use }) => {
    const member = module.parents.get(use);
    const around = member?.type === "MemberExpression" ? module.parents.get(member) : undefined;
    return (
      (around?.type === "AssignmentExpression" && around.left === member) ||
      (around?.type === "UnaryExpression" && around.operator === "delete")
    );
  });
  return isChanged === true ? undefined : object;
}
