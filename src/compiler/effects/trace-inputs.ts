import type { Node } from "oxc-parser";
import { isValidation } from "../callees/is-validation.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule } from "../check/finding.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { referencesWithin } from "./references-within.ts";
import type { Binding, Reference } from "../scan/scope.ts";

/** What in an action holds a value that the caller chose. */
export interface InputTrace {
  /** Parameters, and variables made of them without a check. */
  readonly raw: ReadonlySet<Binding>;
  /** The uses of those within the action, in source order. */
  readonly uses: readonly Reference[];
}

/** Global functions whose result is what they were given, in another form. */
const conversions: ReadonlySet<string> = new Set([
  "String",
  "Number",
  "Boolean",
  "BigInt",
  "Date",
  "parseInt",
  "parseFloat",
  "structuredClone",
  "Array",
]);

/** Parameters that a wrapper fills in: whoever calls. */
const ofWrapper = /^(?:ctx|context|session|user|viewer|account|auth|me|member|tx|trx)$/i;

/** Follows what the caller sent through the variables of an action; with `throughChecks` also what schemas made of it. */
export function traceInputs(
  { module, scopes }: CheckedModule,
  { fn, wrapper }: Pick<ActionFunction, "fn" | "wrapper">,
  throughChecks = false,
): InputTrace {
  const within = referencesWithin(scopes, fn);
  const given = wrapper === undefined ? new Set<string>() : namesOfCaller(fn);
  const own = scopes.parametersOf.get(fn);
  const raw = new Set<Binding>();
  for (const { binding } of within)
    if (binding.kind === "parameter" && binding.scope === own && !given.has(binding.name))
      raw.add(binding);
  let declared: ReadonlyMap<Node, Set<Binding>> | undefined;
  const tracing: Tracing = { scopes, raw, throughChecks };
  for (const node of nodesWithin(module, fn)) {
    if (node.type !== "VariableDeclarator" || node.init === null) continue;
    if (!staysRaw(tracing, node.init)) continue;
    declared ??= bindingsByDeclaration(within);
    for (const binding of declared.get(node) ?? []) raw.add(binding);
  }
  return { raw, uses: within.filter(({ binding }) => raw.has(binding)) };
}

function bindingsByDeclaration(uses: readonly Reference[]): ReadonlyMap<Node, Set<Binding>> {
  const declared = new Map<Node, Set<Binding>>();
  for (const binding of new Set(uses.map((use) => use.binding)))
    for (const declaration of binding.declarations) {
      const held = declared.get(declaration) ?? new Set();
      declared.set(declaration, held.add(binding));
    }
  return declared;
}

/** The names in a wrapped action's parameters that the wrapper fills in: `user`, and all of `ctx`. */
function namesOfCaller(fn: FunctionNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const parameter of fn.params) collectCaller(parameter, false, names);
  return names;
}

function collectCaller(pattern: Node, isCaller: boolean, names: Set<string>): void {
  if (pattern.type === "Identifier") {
    if (isCaller || ofWrapper.test(pattern.name)) names.add(pattern.name);
    return;
  }
  if (pattern.type === "AssignmentPattern") return collectCaller(pattern.left, isCaller, names);
  if (pattern.type !== "ObjectPattern") return;
  for (const property of pattern.properties) {
    if (property.type !== "Property") continue;
    const isOfCaller = property.key.type === "Identifier" && ofWrapper.test(property.key.name);
    collectCaller(property.value, isCaller || isOfCaller, names);
  }
}

interface Tracing {
  readonly scopes: CheckedModule["scopes"];
  readonly raw: ReadonlySet<Binding>;
  readonly throughChecks: boolean;
}

/** Tells whether the value of `node` is, in whole or in part, what the caller sent, and nothing has looked at it. */
function staysRaw(tracing: Tracing, node: Node): boolean {
  const value = withoutTypes(node);
  if (value.type === "Identifier") {
    const binding = tracing.scopes.referenceAt.get(value)?.binding;
    return binding !== undefined && tracing.raw.has(binding);
  }
  if (value.type === "CallExpression" || value.type === "NewExpression")
    return staysRawThrough(tracing, value);
  // What is awaited was made elsewhere, unless it is a method of the input itself.
  if (value.type === "AwaitExpression" && value.argument.type === "CallExpression")
    return tracing.throughChecks
      ? staysRawThrough(tracing, value.argument)
      : isOfInput(tracing, value.argument);
  return partsOf(value).some((part) => part !== null && staysRaw(tracing, part));
}

/** The parts of an expression of which its value is made. */
function partsOf(value: Node): readonly (Node | null)[] {
  if (value.type === "ChainExpression") return [value.expression];
  if (value.type === "AwaitExpression" || value.type === "SpreadElement") return [value.argument];
  if (value.type === "MemberExpression") return [value.object];
  if (value.type === "LogicalExpression") return [value.left, value.right];
  if (value.type === "BinaryExpression")
    return value.operator === "+" ? [value.left, value.right] : [];
  if (value.type === "ConditionalExpression") return [value.consequent, value.alternate];
  if (value.type === "TemplateLiteral") return value.expressions;
  if (value.type === "ArrayExpression") return value.elements;
  return value.type === "ObjectExpression"
    ? value.properties.map((each) => (each.type === "Property" ? each.value : each.argument))
    : [];
}

type Call = Extract<Node, { type: "CallExpression" | "NewExpression" }>;

/** `form.get("a")`, `title.trim()`, `Object.fromEntries(form)`, `String(form.get("a"))`; what a function of the app makes of it is that function's affair. */
function staysRawThrough(tracing: Tracing, call: Call): boolean {
  if (isValidation(tracing.scopes, call))
    return tracing.throughChecks && call.arguments.some((argument) => staysRaw(tracing, argument));
  if (isOfInput(tracing, call)) return true;
  const { callee } = call;
  const isConversion =
    (callee.type === "Identifier" &&
      conversions.has(callee.name) &&
      !tracing.scopes.referenceAt.has(callee)) ||
    (callee.type === "MemberExpression" &&
      callee.object.type === "Identifier" &&
      /^(?:Object|JSON|Array|Number|Date)$/.test(callee.object.name));
  return isConversion && call.arguments.some((argument) => staysRaw(tracing, argument));
}

/** A method of the input itself. */
function isOfInput(tracing: Tracing, { callee, type }: Call): boolean {
  return (
    type === "CallExpression" &&
    callee.type === "MemberExpression" &&
    staysRaw(tracing, callee.object)
  );
}
