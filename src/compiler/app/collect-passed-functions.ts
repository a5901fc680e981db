import type {
  CallExpression,
  JSXAttribute,
  JSXAttributeItem,
  JSXElement,
  JSXOpeningElement,
  JSXSpreadAttribute,
  Node,
} from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { isFunction, withoutTypes, type Range } from "../parse/syntax-tree.ts";
import { constantObject } from "../scan/constant-object.ts";
import { keyName } from "../scan/name-inline.ts";
import type { PassedFunction } from "./app-facts.ts";
import { holdsAny, ownDirective } from "./collect-exported.ts";
import { importedName, isImportOf } from "./imported-name.ts";

type Target = PassedFunction["to"];
type Value = PassedFunction["value"];

const hooks = new Set(["useActionState", "useFormState"]);
const hookModules = new Set(["react", "react-dom"]);

/** Lists the functions that a file without `"use client"` hands to components of other modules, to forms, to event handlers and to hooks of forms. Those that one of `mistakes` keeps from being an action are left out. */
export function collectPassedFunctions(
  checked: CheckedModule,
  mistakes: readonly Range[],
): PassedFunction[] {
  const passed: PassedFunction[] = [];
  for (const node of checked.module.nodes)
    if (node.type === "JSXElement") passed.push(...passedToElement(checked, node));
    else if (node.type === "CallExpression") passed.push(...passedToHook(checked, node));
  return passed.filter(({ value }) => value.kind === "import" || !holdsAny(value.range, mistakes));
}

function passedToHook(checked: CheckedModule, node: CallExpression): PassedFunction[] {
  const [first] = node.arguments;
  const hook = isImportOf(checked, node.callee, hookModules, hooks);
  if (hook === undefined || first === undefined) return [];
  return functionsIn(checked, first, false).map((value): PassedFunction => ({
    to: { kind: "hook", name: hook },
    prop: "",
    value,
    range: { start: first.start, end: first.end },
  }));
}

function passedToElement(checked: CheckedModule, element: JSXElement): PassedFunction[] {
  const to = targetOf(checked, element.openingElement);
  if (to === undefined) return [];
  const { attributes } = element.openingElement;
  const found = attributes.flatMap((attribute, at) =>
    attribute.type === "JSXAttribute"
      ? passedAs(checked, to, attribute)
      : passedBySpread(checked, to, attribute, attributes.slice(at + 1)),
  );
  if (to.kind !== "component") return found;
  const children = element.children.flatMap((child) =>
    child.type === "JSXExpressionContainer"
      ? functionsIn(checked, child.expression, true).map((value): PassedFunction => ({
          to,
          prop: "children",
          value,
          range: { start: child.start, end: child.end },
        }))
      : [],
  );
  return [...found, ...children];
}

function targetOf(checked: CheckedModule, { name }: JSXOpeningElement): Target | undefined {
  if (name.type === "JSXIdentifier" && /^[a-z]/.test(name.name))
    return { kind: "element", name: name.name };
  const from = importedName(checked, name);
  const { code } = checked.module.file;
  return from === undefined
    ? undefined
    : { kind: "component", name: code.slice(name.start, name.end), from };
}

const handlesEvent = /^on[A-Z]/;

function passedAs(checked: CheckedModule, to: Target, attribute: JSXAttribute): PassedFunction[] {
  const { name, value } = attribute;
  if (name.type !== "JSXIdentifier" || value?.type !== "JSXExpressionContainer") return [];
  return passedFor(checked, { to, prop: name.name, range: attribute }, value.expression);
}

/** What `{...props}` hands over and no later attribute replaces. */
function passedBySpread(
  checked: CheckedModule,
  to: Target,
  spread: JSXSpreadAttribute,
  later: readonly JSXAttributeItem[],
): PassedFunction[] {
  const props = new Map<string, Node>();
  addSpreadProps(checked, spread.argument, props);
  for (const each of later)
    if (each.type === "JSXAttribute" && each.name.type === "JSXIdentifier")
      props.delete(each.name.name);
  return [...props].flatMap(([prop, value]) =>
    passedFor(checked, { to, prop, range: spread }, value),
  );
}

/** The properties of what is spread, as far as the file shows them; later ones replace earlier ones. */
function addSpreadProps(checked: CheckedModule, node: Node, props: Map<string, Node>): void {
  const object = constantObject(checked, node);
  if (object === undefined) {
    for (const part of partsOf(withoutTypes(node), false)) addSpreadProps(checked, part, props);
    return;
  }
  for (const each of object.properties)
    if (each.type === "SpreadElement") addSpreadProps(checked, each.argument, props);
    else if (!each.computed && each.kind === "init") props.set(keyName(each.key) ?? "", each.value);
}

function passedFor(
  checked: CheckedModule,
  { to, prop, range: { start, end } }: Pick<PassedFunction, "to" | "prop" | "range">,
  value: Node,
): PassedFunction[] {
  const isAction = prop === "action" || prop === "formAction";
  if (to.kind === "element" && !isAction && !handlesEvent.test(prop)) return [];
  return functionsIn(checked, value, to.kind === "component").map((each) => ({
    to,
    prop,
    value: each,
    range: { start, end },
  }));
}

/** The functions that a value may be, or hold where `isDeep`. What only a run can tell is left out. */
function functionsIn(checked: CheckedModule, node: Node, isDeep: boolean): Value[] {
  const value = withoutTypes(node);
  if (isFunction(value)) return ownDirective(value) === undefined ? [plain(value, undefined)] : [];
  if (value.type === "Identifier") return namedFunction(checked, value);
  if (value.type === "MemberExpression") {
    const from = importedName(checked, value);
    const { code } = checked.module.file;
    const name = code.slice(value.start, value.end);
    return from === undefined ? [] : [{ kind: "import", name, from }];
  }
  return partsOf(value, isDeep).flatMap((part) => functionsIn(checked, part, isDeep));
}

/** The expressions that an expression may come to, or holds where `isDeep`. */
function partsOf(value: Node, isDeep: boolean): Node[] {
  if (value.type === "ConditionalExpression") return [value.consequent, value.alternate];
  if (value.type === "LogicalExpression")
    return value.operator === "&&" ? [value.right] : [value.left, value.right];
  if (!isDeep) return [];
  if (value.type === "ArrayExpression")
    return value.elements.filter((each) => each !== null && each.type !== "SpreadElement");
  if (value.type === "ObjectExpression")
    return value.properties.flatMap((each) => (each.type === "Property" ? [each.value] : []));
  return [];
}

function namedFunction(checked: CheckedModule, node: Node & { readonly name: string }): Value[] {
  const from = importedName(checked, node);
  if (from !== undefined) return [{ kind: "import", name: node.name, from }];
  const binding = checked.scopes.referenceAt.get(node)?.binding;
  const [declaration, second] = binding?.declarations ?? [];
  if (declaration === undefined || second !== undefined) return [];
  if (binding?.references.some(({ isWrite }) => isWrite) === true) return [];
  const isVariable =
    declaration.type === "VariableDeclarator" && declaration.id.type === "Identifier";
  const held =
    isVariable && declaration.init !== null ? withoutTypes(declaration.init) : declaration;
  if (!isFunction(held) || held.body === null) return [];
  return ownDirective(held) === undefined ? [plain(held, node.name)] : [];
}

function plain({ start, end }: Range, name: string | undefined): Value {
  return { kind: "function", name, range: { start, end } };
}
