import type { Node } from "oxc-parser";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import { inlineFault } from "../scan/inline-fault.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { nameOfFunction } from "./function-head.ts";

/**
 * Rule `action-uses-this`: an action does not use `this`, `arguments`, `super` or a private name of what is around it.
 * A function in it that is no arrow has its own `this` and `arguments`, its own methods have a `super`, and a class in
 * it has its own private names.
 */
export const checkBoundWords: Rule = (checked) => {
  const { module, actions, directives } = checked;
  if (actions.length + directives.cached.length === 0) return [];
  if (!/\b(?:this|arguments|super)\b|#[\w$]/.test(module.file.code)) return [];
  const marked = markedFunctions(checked);
  const words = [
    ...module.nodes.flatMap((node) => wordAt(checked, node)),
    ...checked.scopes.references
      .filter(({ binding }) => binding.kind === "arguments")
      .map(({ node }): Word => ({ node, word: "arguments" })),
  ];
  return words.flatMap(({ node, word }): Finding[] => {
    const owner = word.startsWith("#")
      ? privateOwner(checked, node, word.slice(1), marked)
      : boundOwner(checked, node, marked);
    const params = owner === undefined ? undefined : marked.get(owner);
    return params === undefined
      ? []
      : [{ code: "action-uses-this", range: node, params: { ...params, word } }];
  });
};

interface MarkedFunction {
  readonly name: string;
  readonly kind: "action" | "cached";
}

type MarkedFunctions = ReadonlyMap<Node, MarkedFunction>;

/** Members of instances are left out: what they are is the mistake, and `this` a part of it. */
function markedFunctions(checked: CheckedModule): MarkedFunctions {
  const marked = new Map<Node, MarkedFunction>();
  const mark = (fn: FunctionNode, name: string, kind: MarkedFunction["kind"]): void => {
    const fault = inlineFault(checked.module, fn);
    if (fault !== "instance" && fault !== "accessor") marked.set(fn, { name, kind });
  };
  for (const { fn } of checked.directives.cached) mark(fn, nameOfFunction(checked, fn), "cached");
  for (const { fn, name, wrapper } of checked.actions)
    // A wrapper may call what it is given in its own way.
    if (wrapper === undefined || fn.type === "ArrowFunctionExpression") mark(fn, name, "action");
  return marked;
}

interface Word {
  readonly node: Node;
  readonly word: string;
}

function wordAt({ module }: CheckedModule, node: Node): Word[] {
  if (node.type === "ThisExpression") return [{ node, word: "this" }];
  if (node.type === "Super") return [{ node, word: "super" }];
  const parent = module.parents.get(node);
  if (node.type === "JSXIdentifier") {
    return node.name === "this" && isElementName(module, node) ? [{ node, word: "this" }] : [];
  }
  if (node.type !== "PrivateIdentifier") return [];
  // Where it is declared it is a key; of `this.#name` the `this` is named already.
  if (parent?.type === "MemberExpression")
    return parent.object.type === "ThisExpression" ? [] : [{ node, word: `#${node.name}` }];
  return parent?.type === "BinaryExpression" ? [{ node, word: `#${node.name}` }] : [];
}

/** Tells whether an element is named here; its closing tag names it again. */
function isElementName(module: CheckedModule["module"], node: Node): boolean {
  let parent = module.parents.get(node);
  while (parent?.type === "JSXMemberExpression") parent = module.parents.get(parent);
  return parent?.type === "JSXOpeningElement";
}

/** The marked function whose `this`, `arguments` or `super` is meant at `node`. */
function boundOwner(
  { module }: CheckedModule,
  node: Node,
  marked: MarkedFunctions,
): FunctionNode | undefined {
  let child = node;
  for (
    let at = module.parents.get(child);
    at !== undefined;
    child = at, at = module.parents.get(at)
  ) {
    if (isFunction(at)) {
      if (marked.has(at)) return at;
      if (at.type !== "ArrowFunctionExpression") return undefined;
    }
    if (at.type === "StaticBlock" || isFieldValue(at, child)) return undefined;
  }
  return undefined;
}

function isFieldValue(parent: Node, child: Node): boolean {
  return (
    (parent.type === "PropertyDefinition" || parent.type === "AccessorProperty") &&
    parent.value === child
  );
}

/** The marked function around `node`, when the class that declares the name is not in it. */
function privateOwner(
  { module }: CheckedModule,
  node: Node,
  name: string,
  marked: MarkedFunctions,
): FunctionNode | undefined {
  for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at)) {
    if (at.type === "ClassBody" && at.body.some((member) => declaresPrivate(member, name)))
      return undefined;
    if (isFunction(at) && marked.has(at)) return at;
  }
  return undefined;
}

function declaresPrivate(member: Node, name: string): boolean {
  return "key" in member && member.key.type === "PrivateIdentifier" && member.key.name === name;
}
