import type {
  CallExpression,
  MemberExpression,
  NewExpression,
  Node,
  TaggedTemplateExpression,
} from "oxc-parser";
import { unreachable } from "../../base/index.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import type { Binding, ScopeTree } from "../scan/scope.ts";

/**
 * What an expression stands for, as far as one module tells. In a path stand property names,
 * `()` for a call, `new` for an instance and `[]` for a computed property; `await` leaves no trace:
 * `(await cookies()).set` is `cookies` of `next/headers` with the path `["()", "set"]`.
 */
export type Callee =
  | {
      readonly kind: "imported";
      readonly specifier: string;
      /** `default` of a default import, `*` of a namespace by itself. */
      readonly name: string;
      readonly path: readonly string[];
      readonly written: readonly string[];
    }
  | {
      readonly kind: "local";
      readonly fn: FunctionNode;
      readonly name: string;
      readonly written: readonly string[];
    }
  | {
      readonly kind: "method";
      /** A root name that says no more, then as above: `["db", "post", "create"]`; a literal's root is its type in `<>`. */
      readonly path: readonly string[];
      /** Whether the root is declared nowhere in the module. */
      readonly isGlobal: boolean;
      /** The declaration of the root, e.g. of a parameter. */
      readonly root: Binding | undefined;
      readonly written: readonly string[];
    }
  | { readonly kind: "unknown"; readonly written: readonly string[] };

/** A node that calls. */
export type CallNode = CallExpression | NewExpression | TaggedTemplateExpression;

/** Says what a call calls: through aliases, variables that are assigned once, destructuring, members and imports. */
export function calleeOf(scopes: ScopeTree, call: CallNode): Callee {
  return originOf(scopes, call.type === "TaggedTemplateExpression" ? call.tag : call.callee);
}

/** Many rules ask for the same nodes; what a module's tree says of them does not change. */
const noOrigins = (): Map<Node, Callee> => new Map();

/** Says where the value of an expression comes from. */
export function originOf(scopes: ScopeTree, node: Node): Callee {
  const origins = scopes.memo.once(noOrigins, undefined);
  const before = origins.get(node);
  if (before !== undefined) return before;
  const origin = resolve({ scopes, depth: 0 }, node);
  origins.set(node, origin);
  return origin;
}

interface Resolver {
  readonly scopes: ScopeTree;
  /** Variables followed so far: `const a = b, b = a` has no end. */
  readonly depth: number;
}

const depthLimit = 12;

function resolve(resolver: Resolver, node: Node): Callee {
  // Long chains are deep to the left; they are walked, not recursed into.
  const segments: string[] = [];
  let at: Node = node;
  for (let inner = intoChain(at, segments); inner !== undefined; inner = intoChain(at, segments))
    at = inner;
  return extend(resolveRoot(resolver, at), segments.toReversed());
}

/** Steps from a chain to what it is of; undefined at its root. */
function intoChain(node: Node, segments: string[]): Node | undefined {
  const inner = withoutTypes(node);
  if (inner !== node) return inner;
  if (node.type === "ChainExpression") return node.expression;
  if (node.type === "AwaitExpression") return node.argument;
  if (node.type === "MemberExpression") {
    segments.push(propertyName(node));
    return node.object;
  }
  if (node.type === "TaggedTemplateExpression") {
    segments.push("()");
    return node.tag;
  }
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return undefined;
  segments.push(node.type === "NewExpression" ? "new" : "()");
  return node.callee;
}

function propertyName({ computed, property }: MemberExpression): string {
  if (!computed)
    return property.type === "PrivateIdentifier" ? `#${property.name}` : nameIn(property);
  return property.type === "Literal" && typeof property.value === "string" ? property.value : "[]";
}

function nameIn(node: Node): string {
  return node.type === "Identifier" ? node.name : "[]";
}

function extend(origin: Callee, segments: readonly string[]): Callee {
  const [first, ...others] = segments;
  if (first === undefined) return origin;
  const written = [...origin.written, ...segments];
  switch (origin.kind) {
    case "imported":
      if (origin.name === "*" && first !== "()" && first !== "new")
        return { ...origin, name: first, path: others, written };
      return { ...origin, path: [...origin.path, ...segments], written };
    case "method":
      return { ...origin, path: [...origin.path, ...segments], written };
    case "local":
      return methodOf([origin.name, ...segments], undefined, written);
    case "unknown":
      return { ...origin, written };
    default:
      return unreachable(origin);
  }
}

function methodOf(
  path: readonly string[],
  root: Binding | undefined,
  written: readonly string[] = path,
): Callee {
  return { kind: "method", path, isGlobal: false, root, written };
}

const literalRoots: { readonly [T in Node["type"]]?: string } = {
  ArrayExpression: "<array>",
  ObjectExpression: "<object>",
  TemplateLiteral: "<string>",
  ThisExpression: "this",
};

function resolveRoot(resolver: Resolver, node: Node): Callee {
  if (node.type === "Identifier") return resolveName(resolver, node);
  if (isFunction(node)) return { kind: "local", fn: node, name: node.id?.name ?? "", written: [] };
  const root =
    node.type === "Literal"
      ? "regex" in node
        ? "<regexp>"
        : `<${typeof node.value}>`
      : literalRoots[node.type];
  return root === undefined ? { kind: "unknown", written: [] } : methodOf([root], undefined);
}

function resolveName(resolver: Resolver, node: Node & { readonly name: string }): Callee {
  const written = [node.name];
  const binding = resolver.scopes.referenceAt.get(node)?.binding;
  if (binding === undefined)
    return { kind: "method", path: written, isGlobal: true, root: undefined, written };
  const origin = resolveBinding(resolver, binding);
  return origin === undefined ? methodOf(written, binding) : { ...origin, written };
}

function resolveBinding(resolver: Resolver, binding: Binding): Callee | undefined {
  const [declaration] = binding.declarations;
  if (declaration === undefined || resolver.depth > depthLimit) return undefined;
  if (binding.kind === "import") return importedAs(resolver.scopes, declaration);
  if (binding.references.some(({ isWrite }) => isWrite)) return undefined;
  const fn = binding.declarations.find(isFunction);
  if (fn !== undefined && binding.kind !== "arguments" && binding.kind !== "parameter")
    return { kind: "local", fn, name: binding.name, written: [] };
  if (declaration.type !== "VariableDeclarator" || declaration.init === null) return undefined;
  const taken = pathTo(declaration.id, binding.name);
  if (taken === undefined || binding.declarations.length > 1) return undefined;
  return resolveValue({ ...resolver, depth: resolver.depth + 1 }, declaration.init, {
    name: binding.name,
    taken,
  });
}

function resolveValue(
  resolver: Resolver,
  value: Node,
  { name, taken }: { readonly name: string; readonly taken: readonly string[] },
): Callee | undefined {
  const origin = resolve(resolver, value);
  // A literal or a choice says less than the variable's name.
  if (origin.kind === "unknown") return undefined;
  if (origin.kind === "method" && origin.path.length === 1 && origin.path[0]?.startsWith("<"))
    return undefined;
  const named = origin.kind === "local" && origin.name === "" ? { ...origin, name } : origin;
  return extend(named, taken);
}

function importedAs(scopes: ScopeTree, declaration: Node): Callee | undefined {
  const source = scopes.importOf.get(declaration)?.source.value;
  if (source === undefined) return undefined;
  let name = "*";
  if (declaration.type === "ImportDefaultSpecifier") name = "default";
  if (declaration.type === "ImportSpecifier") {
    const { imported } = declaration;
    name = imported.type === "Literal" ? imported.value : imported.name;
  }
  return { kind: "imported", specifier: source, name, path: [], written: [] };
}

/** The properties that lead to `name` in a pattern; undefined where a rest or a default makes it another value. */
function pathTo(pattern: Node, name: string): string[] | undefined {
  if (pattern.type === "Identifier") return pattern.name === name ? [] : undefined;
  if (pattern.type === "AssignmentPattern") return pathTo(pattern.left, name);
  if (pattern.type === "ArrayPattern") {
    for (const [index, element] of pattern.elements.entries()) {
      const inner = element === null ? undefined : pathTo(element, name);
      if (inner !== undefined) return [String(index), ...inner];
    }
  }
  if (pattern.type !== "ObjectPattern") return undefined;
  for (const property of pattern.properties) {
    if (property.type !== "Property") continue;
    const inner = pathTo(property.value, name);
    const key = property.computed ? "[]" : keyName(property.key);
    if (inner !== undefined) return [key, ...inner];
  }
  return undefined;
}

function keyName(key: Node): string {
  return key.type === "Literal" ? String(key.value) : nameIn(key);
}
