import type { CallExpression, Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";

/** Tells whether a node is `configure(settings, action)` of `edict`, under whatever name it was imported. */
export function isConfigureCall(scopes: ScopeTree, node: Node): node is CallExpression {
  if (node.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, node);
  return (
    callee.kind === "imported" &&
    callee.specifier === "edict" &&
    callee.name === "configure" &&
    callee.path.length === 0
  );
}

/** Returns what a `configure` call is around; undefined where nothing stands there. */
export function configuredValue({ arguments: [, value] }: CallExpression): Node | undefined {
  return value?.type === "SpreadElement" ? undefined : value;
}

/** Returns the `configure` call that `node` is the action of. */
export function configureAround(
  module: ParsedModule,
  scopes: ScopeTree,
  node: Node,
): CallExpression | undefined {
  let value = node;
  let parent = module.parents.get(value);
  while (parent !== undefined && withoutTypes(parent) === node) {
    value = parent;
    parent = module.parents.get(value);
  }
  if (parent === undefined || !isConfigureCall(scopes, parent)) return undefined;
  return configuredValue(parent) === value ? parent : undefined;
}
