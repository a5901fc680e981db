import type { Node } from "oxc-parser";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { bindingNames } from "./binding-names.ts";
import type { Scope, ScopeTree } from "./scope.ts";

/** One parameter of a function as its callers see it. */
export interface Parameter {
  readonly kind: "required" | "optional" | "rest";
  /** False only when nothing can tell whether an argument was passed. */
  readonly isRead: boolean;
}

/** The parameters of a function, for the mask and the signature of its id. */
export interface ParameterList {
  readonly parameters: readonly Parameter[];
  readonly usesArguments: boolean;
}

/** Describes the parameters of `fn`. A pattern is always read, since taking it apart fails on what was not sent. */
export function describeParameters(fn: FunctionNode, scopes: ScopeTree): ParameterList {
  const scope = scopes.parametersOf.get(fn);
  return {
    parameters: fn.params.filter((node) => !isThis(node)).map((node) => describe(node, scope)),
    usesArguments:
      (scope?.bindings.get("arguments")?.references.length ?? 0) > 0 &&
      fn.type !== "ArrowFunctionExpression",
  };
}

/** Tells whether a parameter is TypeScript's `this`, which takes no argument. */
export function isThis(node: Node): boolean {
  return node.type === "Identifier" && node.name === "this";
}

function describe(node: Node, scope: Scope | undefined): Parameter {
  if (node.type === "RestElement") return { kind: "rest", isRead: isRead(node.argument, scope) };
  if (node.type === "AssignmentPattern")
    // A default that does more than name a constant shows whether the argument came.
    return { kind: "optional", isRead: node.right.type !== "Literal" || isRead(node.left, scope) };
  const isOptional = "optional" in node && node.optional === true;
  return { kind: isOptional ? "optional" : "required", isRead: isRead(node, scope) };
}

function isRead(pattern: Node, scope: Scope | undefined): boolean {
  if (pattern.type !== "Identifier") return true;
  return bindingNames(pattern).some(
    ({ name }) => (scope?.bindings.get(name)?.references.length ?? 1) > 0,
  );
}
