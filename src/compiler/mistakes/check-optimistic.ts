import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import type { Binding, Reference } from "../scan/scope.ts";

/** Rule `optimistic-outside-transition`: reports only where the function surely runs outside of a transition. */
export const checkOptimistic: Rule = (checked) => {
  const { module, scopes } = checked;
  if (!module.file.code.includes("useOptimistic")) return [];
  return module.nodes.flatMap((node): Finding[] => {
    if (node.type !== "VariableDeclarator" || node.id.type !== "ArrayPattern") return [];
    if (node.init === null || !isHook(checked, withoutTypes(node.init))) return [];
    const setter = node.id.elements[1];
    if (setter?.type !== "Identifier") return [];
    const uses = scopes.references.filter(({ binding }) => binding.declarations.includes(node));
    return uses.flatMap((use): Finding[] => {
      if (use.binding.name !== setter.name || use.isWrite || !isCalled(checked, use)) return [];
      const place = placeOutside(checked, use.node, new Set());
      if (place === undefined) return [];
      const params = { setter: setter.name, place };
      return [{ code: "optimistic-outside-transition", range: use.node, params }];
    });
  });
};

function isHook({ scopes }: CheckedModule, node: Node): boolean {
  if (node.type !== "CallExpression") return false;
  const { callee } = node;
  if (callee.type === "MemberExpression")
    return callee.property.type === "Identifier" && callee.property.name === "useOptimistic";
  if (callee.type !== "Identifier") return false;
  const binding = scopes.referenceAt.get(callee)?.binding;
  const specifier = binding?.declarations[0];
  return (
    specifier?.type === "ImportSpecifier" &&
    scopes.importOf.get(specifier)?.source.value === "react" &&
    specifier.imported.type === "Identifier" &&
    specifier.imported.name === "useOptimistic"
  );
}

function isCalled({ module }: CheckedModule, { node }: Reference): boolean {
  const parent = module.parents.get(node);
  return parent?.type === "CallExpression" && parent.callee === node;
}

/** Names where `node` runs outside of a transition, e.g. "an `onClick` handler"; undefined where it may run in one. */
function placeOutside(
  checked: CheckedModule,
  node: Node,
  seen: Set<FunctionNode>,
): string | undefined {
  const { module } = checked;
  for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at))
    if (isFunction(at)) return placeOfFunction(checked, at, seen);
  return undefined;
}

function placeOfFunction(
  checked: CheckedModule,
  fn: FunctionNode,
  seen: Set<FunctionNode>,
): string | undefined {
  if (seen.has(fn)) return undefined;
  seen.add(fn);
  const { module } = checked;
  let value: Node = fn;
  let parent = module.parents.get(fn);
  while (parent !== undefined && withoutTypes(parent) === fn && parent !== fn) {
    value = parent;
    parent = module.parents.get(parent);
  }
  if (parent?.type === "CallExpression" && parent.callee !== value)
    return placeOfCallback(checked, parent.callee, { call: parent, seen });
  const used = placeOfUse(checked, value);
  if (used !== undefined) return used.place;
  const binding = nameOfFunction(checked, fn);
  return binding === undefined ? undefined : placeOfUses(checked, binding, seen);
}

/** Every use must be outside of a transition: one inside makes the function fine there. */
function placeOfUses(
  checked: CheckedModule,
  binding: Binding,
  seen: Set<FunctionNode>,
): string | undefined {
  const places = binding.references
    .filter(({ isWrite }) => !isWrite)
    .map(({ node }) => {
      const parent = checked.module.parents.get(node);
      if (parent?.type === "CallExpression")
        return parent.callee === node
          ? placeOutside(checked, node, seen)
          : placeOfCallback(checked, parent.callee, { call: parent, seen });
      return placeOfUse(checked, node)?.place;
    });
  return places.every((place) => place !== undefined) ? places[0] : undefined;
}

/** What an attribute says of the function that is its value; undefined for any other place. */
function placeOfUse(
  { module }: CheckedModule,
  node: Node,
): { readonly place: string | undefined } | undefined {
  const container = module.parents.get(node);
  if (container?.type !== "JSXExpressionContainer") return undefined;
  const attribute = module.parents.get(container);
  if (attribute?.type !== "JSXAttribute" || attribute.name.type !== "JSXIdentifier")
    return undefined;
  const { name } = attribute.name;
  const element = module.parents.get(attribute);
  const isOfBrowser =
    element?.type === "JSXOpeningElement" &&
    element.name.type === "JSXIdentifier" &&
    /^[a-z]/.test(element.name.name);
  // What a component calls its own prop may be run in a transition; these names it hands on.
  const isEvent = isOfBrowser ? /^on[A-Z]/.test(name) : handedOn.has(name);
  return { place: isEvent ? `an \`${name}\` handler` : undefined };
}

const handedOn: ReadonlySet<string> = new Set(["onClick", "onSubmit", "onChange", "onKeyDown"]);

interface Callback {
  readonly call: Node;
  readonly seen: Set<FunctionNode>;
}

/** Effects and timers run outside of any transition; a `useCallback` is whatever its result is. */
function placeOfCallback(
  checked: CheckedModule,
  callee: Node,
  { call, seen }: Callback,
): string | undefined {
  const name = callee.type === "Identifier" ? callee.name : "";
  if (/^use(?:Layout|Insertion)?Effect$/.test(name)) return `\`${name}\``;
  if (/^set(?:Timeout|Interval)$/.test(name) && !checked.scopes.referenceAt.has(callee))
    return `\`${name}\``;
  const method = callee.type === "MemberExpression" ? callee.property : undefined;
  if (method?.type === "Identifier" && /^(?:add|remove)EventListener$/.test(method.name))
    return "an event listener";
  if (name !== "useCallback" && !isFormHandler(checked, call)) return undefined;
  const used = placeOfUse(checked, call);
  if (used !== undefined) return used.place;
  const declarator = checked.module.parents.get(call);
  const binding =
    declarator?.type === "VariableDeclarator" ? bindingOf(checked, declarator) : undefined;
  return binding === undefined ? undefined : placeOfUses(checked, binding, seen);
}

/** `handleSubmit(…)` of react-hook-form makes a handler that runs its function once the form was checked. */
function isFormHandler({ scopes }: CheckedModule, call: Node): boolean {
  if (call.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, call);
  return (
    callee.kind === "imported" &&
    callee.specifier === "react-hook-form" &&
    callee.path.at(-1) === "handleSubmit"
  );
}

function nameOfFunction(checked: CheckedModule, fn: FunctionNode): Binding | undefined {
  if (fn.type === "FunctionDeclaration") return bindingOf(checked, fn);
  const parent = checked.module.parents.get(fn);
  return parent?.type === "VariableDeclarator" ? bindingOf(checked, parent) : undefined;
}

function bindingOf({ scopes }: CheckedModule, declaration: Node): Binding | undefined {
  return scopes.references.find(({ binding }) => binding.declarations.includes(declaration))
    ?.binding;
}
