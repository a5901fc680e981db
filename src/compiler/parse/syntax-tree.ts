import {
  visitorKeys,
  type ArrowFunctionExpression,
  type Function as FunctionLike,
  type Node,
  type TSAsExpression,
  type TSInstantiationExpression,
  type TSNonNullExpression,
  type TSSatisfiesExpression,
  type TSTypeAssertion,
} from "oxc-parser";

/** A function that has a body, of any spelling. */
export type FunctionNode = FunctionLike | ArrowFunctionExpression;

type TypeWrapper =
  | TSAsExpression
  | TSSatisfiesExpression
  | TSTypeAssertion
  | TSNonNullExpression
  | TSInstantiationExpression;

/** A range of the source, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const typeKeys = new Set([
  "typeAnnotation",
  "typeParameters",
  "typeArguments",
  "returnType",
  "superTypeArguments",
  "implements",
]);

const runtimeTypeScript = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
  "TSNonNullExpression",
  "TSInstantiationExpression",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
  "TSModuleDeclaration",
  "TSModuleBlock",
  "TSParameterProperty",
  "TSExportAssignment",
]);

/** Keys of each node type that hold what exists at run time; types without any are missing. */
const runtimeKeys: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(visitorKeys).flatMap(([type, keys]) => {
    const kept = keys.filter((key) => !typeKeys.has(key));
    return kept.length === 0 ? [] : [[type, kept]];
  }),
);

/** Returns the children of `node` that exist at run time, in source order: types are left out. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  const keys = runtimeKeys.get(node.type);
  if (keys === undefined) return found;
  const fields = node as unknown as Readonly<Record<string, unknown>>; // every AST node is a plain object
  for (const key of keys) {
    const value = fields[key];
    if (Array.isArray(value)) for (const item of value) keep(item, found);
    else keep(value, found);
  }
  return found;
}

function keep(value: unknown, found: Node[]): void {
  if (typeof value !== "object" || value === null) return;
  const node = value as Node; // visitorKeys names only keys that hold nodes
  if (node.type.startsWith("TS") && !runtimeTypeScript.has(node.type)) return;
  found.push(node);
}

/** Tells whether `node` is a function with a body. */
export function isFunction(node: Node | undefined): node is FunctionNode {
  return (
    node !== undefined &&
    (node.type === "FunctionDeclaration" ||
      node.type === "FunctionExpression" ||
      node.type === "ArrowFunctionExpression")
  );
}

/** Tells whether `node` only says something about the type of its `expression`. */
export function isTypeWrapper(node: Node): node is TypeWrapper {
  return (
    node.type === "TSAsExpression" ||
    node.type === "TSSatisfiesExpression" ||
    node.type === "TSTypeAssertion" ||
    node.type === "TSNonNullExpression" ||
    node.type === "TSInstantiationExpression"
  );
}

/** Returns the expression under `as`, `satisfies`, `!` and the like. */
export function withoutTypes(node: Node): Node {
  let inner = node;
  while (isTypeWrapper(inner)) inner = inner.expression;
  return inner;
}

/** Tells whether `inner` lies within `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
