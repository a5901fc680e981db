import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isTypeWrapper } from "../parse/syntax-tree.ts";

/** The longest member path that one use of a variable reads: `user.profile.id`. */
export interface MemberPath {
  readonly names: readonly string[];
  /** `nodes[k]` is the expression that reads the first `k` names. */
  readonly nodes: readonly Node[];
  /** `isOptional[k]` tells whether name `k` is reached by `?.`. */
  readonly isOptional: readonly boolean[];
  /** How the chain goes on after the path, e.g. with a call: what a `?.` in the path skips includes that. */
  readonly next: "none" | "optional" | "required";
}

/** Reads the path of the variable at `node`. A method keeps its object, and what is written to keeps its owner. */
export function memberPath(module: ParsedModule, node: Node): MemberPath {
  const names: string[] = [];
  const nodes: Node[] = [node];
  const isOptional: boolean[] = [];
  let top = node;
  for (
    let parent = module.parents.get(top);
    parent !== undefined;
    parent = module.parents.get(top)
  ) {
    if (isTypeWrapper(parent)) {
      top = parent;
      continue;
    }
    if (
      parent.type !== "MemberExpression" ||
      parent.object !== top ||
      parent.computed ||
      parent.property.type !== "Identifier"
    )
      break;
    names.push(parent.property.name);
    nodes.push(parent);
    isOptional.push(parent.optional);
    top = parent;
  }
  const parent = module.parents.get(top);
  const keepsOwner =
    parent !== undefined &&
    names.length > 0 &&
    (isCallee(parent, top) || isWritten(module, parent, top));
  const path: MemberPath = { names, nodes, isOptional, next: nextOf(parent, top) };
  return keepsOwner ? cutPath(path, names.length - 1) : path;
}

/** Returns the same path cut to its first `length` names. */
export function cutPath(path: MemberPath, length: number): MemberPath {
  return {
    names: path.names.slice(0, length),
    nodes: path.nodes.slice(0, length + 1),
    isOptional: path.isOptional.slice(0, length),
    next: path.isOptional[length] === true ? "optional" : "required",
  };
}

function nextOf(parent: Node | undefined, node: Node): MemberPath["next"] {
  if (parent?.type !== "MemberExpression" || parent.object !== node) return "none";
  return parent.optional ? "optional" : "required";
}

function isCallee(parent: Node, node: Node): boolean {
  if (parent.type === "CallExpression" || parent.type === "NewExpression")
    return parent.callee === node;
  return parent.type === "TaggedTemplateExpression" && parent.tag === node;
}

function isWritten(module: ParsedModule, parent: Node, node: Node): boolean {
  if (isWrittenByOperator(parent, node)) return true;
  const above = module.parents.get(parent);
  if (parent.type === "ChainExpression")
    return above !== undefined && isWrittenByOperator(above, parent);
  return parent.type === "Property" && parent.value === node && above?.type === "ObjectPattern";
}

function isWrittenByOperator(parent: Node, node: Node): boolean {
  if (parent.type === "UnaryExpression") return parent.operator === "delete";
  if (
    parent.type === "AssignmentExpression" ||
    parent.type === "AssignmentPattern" ||
    parent.type === "ForInStatement" ||
    parent.type === "ForOfStatement"
  )
    return parent.left === node;
  return (
    parent.type === "UpdateExpression" ||
    parent.type === "ArrayPattern" ||
    parent.type === "RestElement"
  );
}
