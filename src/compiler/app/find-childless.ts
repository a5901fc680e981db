import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { headOf } from "../forms/function-head.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { isFunction, type FunctionNode, type Range } from "../parse/syntax-tree.ts";

const layoutFile = /^(?:src\/)?app\/(?:.*\/)?layout\.[jt]sx?$/;

/** Finds the head of a layout that renders something, and never what is below it: no `children`, and no slot. Undefined for every other file, and where the text does not tell. */
export function findChildless(checked: CheckedModule): Range | undefined {
  if (!layoutFile.test(checked.module.file.path)) return undefined;
  const value = checked.exports.exports.find(({ exported }) => exported === "default")?.value;
  if (value?.kind !== "function") return undefined;
  const fn = value.fn as Node; // a function's range is the function's own node
  if (!isFunction(fn) || !rendersElements(checked, fn) || readsProps(checked, fn)) return undefined;
  return headOf(checked, fn);
}

/** One that only redirects, or hands on what another function makes, hides nothing. */
function rendersElements({ module }: CheckedModule, fn: FunctionNode): boolean {
  return nodesWithin(module, fn).some(({ type }) => type === "JSXElement");
}

/** Tells whether a layout reads any property but `params`, or passes its properties on. */
function readsProps(checked: CheckedModule, fn: FunctionNode): boolean {
  const [first] = fn.params;
  if (first === undefined) return usesArguments(checked, fn);
  const pattern: Node = first.type === "AssignmentPattern" ? first.left : first;
  if (pattern.type === "ObjectPattern")
    return pattern.properties.some(
      (each) =>
        each.type === "RestElement" ||
        (keyOf(each) !== "params" && isUsed(checked, fn, each.value)),
    );
  if (pattern.type !== "Identifier") return true;
  const uses = checked.scopes.parametersOf.get(fn)?.bindings.get(pattern.name)?.references ?? [];
  return uses.some(({ node }) => {
    const member = checked.module.parents.get(node);
    if (member?.type === "VariableDeclarator" && member.id.type === "ObjectPattern")
      return member.id.properties.some(
        (each) => each.type === "RestElement" || keyOf(each) !== "params",
      );
    return (
      member?.type !== "MemberExpression" ||
      member.property.type !== "Identifier" ||
      member.property.name !== "params"
    );
  });
}

function keyOf({ key }: { readonly key: Node }): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}

/** A property that is taken and never looked at is not shown; one that is taken apart is. */
function isUsed({ scopes }: CheckedModule, fn: FunctionNode, value: Node): boolean {
  const target = value.type === "AssignmentPattern" ? value.left : value;
  if (target.type !== "Identifier") return true;
  return (scopes.parametersOf.get(fn)?.bindings.get(target.name)?.references.length ?? 0) > 0;
}

function usesArguments({ module }: CheckedModule, fn: FunctionNode): boolean {
  return nodesWithin(module, fn).some(
    (node) => node.type === "Identifier" && node.name === "arguments",
  );
}
