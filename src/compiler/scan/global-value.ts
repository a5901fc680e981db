import type { CallExpression, MemberExpression, NewExpression, Node } from "oxc-parser";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { lookUp, type ScopeTree } from "./scope.ts";

/** Constructors of which an instance is never a function. */
const constructors: ReadonlySet<string> = new Set([
  "AbortController",
  "Array",
  "Date",
  "Error",
  "FormData",
  "Headers",
  "Map",
  "Promise",
  "RegExp",
  "Set",
  "URL",
  "URLSearchParams",
  "WeakMap",
  "WeakSet",
]);

const converters: Readonly<Partial<Record<string, string>>> = {
  BigInt: "a bigint",
  Boolean: "a boolean",
  Number: "a number",
  String: "a string",
  Symbol: "a symbol",
  parseFloat: "a number",
  parseInt: "a number",
};

/** Says what an expression of the language's own objects gives that is certainly no function, e.g. `new Map()`; undefined when that is not certain. */
export function globalValue(node: Node, scopes: ScopeTree): string | undefined {
  const isGlobal: IsGlobal = (name) => lookUp(scopes.program, name) === undefined;
  if (node.type === "NewExpression") return madeValue(node, isGlobal);
  if (node.type === "MemberExpression") return environmentValue(node, isGlobal);
  return node.type === "CallExpression" ? calledValue(node, isGlobal) : undefined;
}

type IsGlobal = (name: string) => boolean;

function madeValue({ callee }: NewExpression, isGlobal: IsGlobal): string | undefined {
  const isKnown = callee.type === "Identifier" && constructors.has(callee.name);
  return isKnown && isGlobal(callee.name) ? "an object" : undefined;
}

function environmentValue({ object }: MemberExpression, isGlobal: IsGlobal): string | undefined {
  const path = pathOf(object);
  const isEnvironment =
    path === "import.meta.env" || (path === "process.env" && isGlobal("process"));
  return isEnvironment ? "a variable of the environment" : undefined;
}

function calledValue(
  { callee, arguments: [first] }: CallExpression,
  isGlobal: IsGlobal,
): string | undefined {
  if (callee.type === "Identifier")
    return isGlobal(callee.name) && Object.hasOwn(converters, callee.name)
      ? converters[callee.name]
      : undefined;
  if (first === undefined || pathOf(callee) !== "Object.freeze" || !isGlobal("Object"))
    return undefined;
  return frozenLiterals[withoutTypes(first).type];
}

const frozenLiterals: { readonly [T in Node["type"]]?: string } = {
  ArrayExpression: "an array",
  ObjectExpression: "an object",
};

/** Writes `a.b` of names that are joined by points; undefined for everything else. */
function pathOf(node: Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MetaProperty") return `${node.meta.name}.${node.property.name}`;
  if (node.type !== "MemberExpression" || node.computed) return undefined;
  const object = pathOf(node.object);
  return object === undefined || node.property.type !== "Identifier"
    ? undefined
    : `${object}.${node.property.name}`;
}
