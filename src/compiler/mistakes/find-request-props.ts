import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import type { Binding, Scope } from "../scan/scope.ts";

/** `params` or `searchParams` of a page, a layout or a handler. */
export interface RequestProp {
  readonly name: "params" | "searchParams";
  /** Each place where the promise itself is named. */
  readonly uses: readonly Node[];
  /** A pattern that takes the promise apart where it is received: `{ params: { id } }`. */
  readonly pattern: Node | undefined;
}

const rendered = /(?:^|\/)(?:page|layout|default)\.[cm]?[jt]sx?$/;
const handler = /(?:^|\/)route\.[cm]?[jt]sx?$/;
const methods: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);
const forPages: ReadonlySet<string> = new Set(["default", "generateMetadata", "generateViewport"]);

/** Finds the props of a page, layout or handler that are promises, and where they are named. */
export function findRequestProps(checked: CheckedModule): RequestProp[] {
  const { path } = checked.module.file;
  const isHandler = handler.test(path);
  if (!isHandler && !rendered.test(path)) return [];
  const names = isHandler ? methods : forPages;
  return checked.exports.exports.flatMap(({ exported, value }) => {
    if (value.kind !== "function" || !names.has(exported)) return [];
    const fn = value.fn as Node; // a function's range is the function's own node
    const parameter = isFunction(fn) ? fn.params[isHandler ? 1 : 0] : undefined;
    return parameter === undefined ? [] : propsOf(checked, fn as FunctionNode, parameter);
  });
}

function propsOf(
  { module, scopes }: CheckedModule,
  fn: FunctionNode,
  parameter: Node,
): RequestProp[] {
  const scope = scopes.parametersOf.get(fn);
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  if (scope === undefined) return [];
  if (target.type === "ObjectPattern") return destructured(scope, target);
  if (target.type !== "Identifier") return [];
  // `props.params.id`: the promise is named by a member of the props.
  const uses = usesOf(scope.bindings.get(target.name)).map((node) => module.parents.get(node));
  return (["params", "searchParams"] as const).flatMap((name): RequestProp[] => {
    const named = uses.filter((use) => use !== undefined).filter((use) => isMember(use, name));
    return named.length === 0 ? [] : [{ name, uses: named, pattern: undefined }];
  });
}

function isMember(node: Node, name: string): boolean {
  if (node.type !== "MemberExpression" || node.computed) return false;
  return node.property.type === "Identifier" && node.property.name === name;
}

function destructured(
  scope: Scope,
  pattern: Extract<Node, { type: "ObjectPattern" }>,
): RequestProp[] {
  return pattern.properties.flatMap((property): RequestProp[] => {
    if (property.type !== "Property" || property.key.type !== "Identifier") return [];
    const { name } = property.key;
    if (name !== "params" && name !== "searchParams") return [];
    const value =
      property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    if (value.type === "ObjectPattern") return [{ name, uses: [], pattern: value }];
    if (value.type !== "Identifier") return [];
    return [{ name, uses: usesOf(scope.bindings.get(value.name)), pattern: undefined }];
  });
}

function usesOf(binding: Binding | undefined): Node[] {
  return (binding?.references ?? []).filter(({ isWrite }) => !isWrite).map(({ node }) => node);
}
