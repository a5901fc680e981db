import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { configureAround } from "../settings/configure-call.ts";
import type { InlineDirective } from "./scan-directives.ts";
import type { ScopeTree } from "./scope.ts";

/**
 * Names inline actions after the functions, classes and variables around them and themselves: `Page.save`;
 * without a name of its own, by its position: `Page.$0`. A path that comes twice names none of its actions:
 * exchanged, they would otherwise be called for each other.
 */
export function nameInline(
  module: ParsedModule,
  inline: readonly InlineDirective[],
  exported: readonly string[],
  scopes: ScopeTree,
): NamedInline[] {
  const paths = inline.map((each) => ({ ...each, ...pathOf(module, each.fn, scopes) }));
  const counts = new Map<string, number>();
  for (const { path } of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  const taken = new Set(exported);
  const ordinals = new Map<string, number>();
  return paths.map(({ fn, statement, path, hasOwn }) => {
    const name =
      hasOwn && !taken.has(path)
        ? path
        : numbered(path, ordinals.get(path) ?? (hasOwn ? 1 : 0), { taken, ordinals });
    taken.add(name);
    return { fn, statement, name, isUnnamed: name !== path || counts.get(path) !== 1 };
  });
}

/** A function with a directive, and what it is called. */
export interface NamedInline extends InlineDirective {
  readonly name: string;
  /** The name comes from a position, or another action could have it as well. */
  readonly isUnnamed: boolean;
}

/** `Page.save`, or `Page.` of a function that is only passed on. */
function pathOf(
  module: ParsedModule,
  fn: FunctionNode,
  scopes: ScopeTree,
): { path: string; hasOwn: boolean } {
  const own = ownName(module, fn, scopes);
  const path = [...enclosingNames(module, fn, scopes), own ?? ""].join(".");
  return { path, hasOwn: own !== undefined };
}

function numbered(
  path: string,
  from: number,
  names: { readonly taken: ReadonlySet<string>; readonly ordinals: Map<string, number> },
): string {
  let ordinal = from;
  while (names.taken.has(`${path}$${ordinal}`)) ordinal += 1;
  names.ordinals.set(path, ordinal + 1);
  return `${path}$${ordinal}`;
}

/** Returns what a function is called where it stands, `configure` around it or not; undefined when it is only passed on. */
export function ownName(
  module: ParsedModule,
  fn: FunctionNode,
  scopes: ScopeTree,
): string | undefined {
  if (fn.id !== null) return fn.id.name;
  let node: Node = configureAround(module, scopes, fn) ?? fn;
  for (
    let parent = module.parents.get(node);
    parent !== undefined;
    parent = module.parents.get(parent)
  ) {
    if (!parent.type.startsWith("TS")) return nameGiven(parent, node);
    node = parent;
  }
  return undefined;
}

function enclosingNames(module: ParsedModule, fn: FunctionNode, scopes: ScopeTree): string[] {
  const names: string[] = [];
  let node = namedPart(module, configureAround(module, scopes, fn) ?? fn);
  for (
    let parent = module.parents.get(node);
    parent !== undefined;
    parent = module.parents.get(node)
  ) {
    const name = segmentOf(parent, node);
    // `const save = function save() {}` is one segment.
    if (name !== undefined && names[0] !== name) names.unshift(name);
    node = parent;
  }
  return names;
}

/** The node that already gave the function its own name is not around it. */
function namedPart(module: ParsedModule, value: Node): Node {
  let node = value;
  for (
    let parent = module.parents.get(node);
    parent !== undefined;
    parent = module.parents.get(node)
  ) {
    if (!parent.type.startsWith("TS") && nameGiven(parent, node) === undefined) return node;
    node = parent;
    if (!parent.type.startsWith("TS")) return node;
  }
  return node;
}

function segmentOf(node: Node, child: Node): string | undefined {
  if (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ClassDeclaration" ||
    node.type === "ClassExpression"
  )
    return node.id?.name;
  if (node.type === "TSModuleDeclaration")
    return node.id.type === "Identifier" ? node.id.name : undefined;
  return nameGiven(node, child);
}

/** The name that `parent` gives its `child`: a variable's, a property's, a member's. */
function nameGiven(parent: Node, child: Node): string | undefined {
  if (parent.type === "VariableDeclarator") return targetName(parent.id);
  if (parent.type === "AssignmentPattern" || parent.type === "AssignmentExpression")
    return targetName(parent.left);
  if (
    parent.type === "Property" ||
    parent.type === "MethodDefinition" ||
    parent.type === "PropertyDefinition" ||
    parent.type === "AccessorProperty"
  )
    return parent.key === child || parent.computed ? undefined : keyName(parent.key);
  if (parent.type !== "ExportDefaultDeclaration") return undefined;
  return "id" in child && child.id !== null ? undefined : "default";
}

function targetName(target: Node): string | undefined {
  if (target.type === "Identifier") return target.name;
  return target.type === "MemberExpression" && !target.computed
    ? keyName(target.property)
    : undefined;
}

/** Returns the name of a property or member whose key is not computed: `#name` of a private one. */
export function keyName(key: Node): string | undefined {
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  return key.type === "Literal" ? String(key.value) : undefined;
}
