import type { Node } from "oxc-parser";
import { isValidation } from "../callees/is-validation.ts";
import type { CheckedModule } from "../check/finding.ts";
import { contains, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
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

/** Follows what the caller sent through the variables of an action. */
export function traceInputs({ module, scopes }: CheckedModule, fn: FunctionNode): InputTrace {
  const within = scopes.references.filter(({ node }) => contains(fn, node));
  const raw = new Set<Binding>();
  for (const { binding } of within)
    if (binding.scope === scopes.parametersOf.get(fn) && binding.kind === "parameter")
      raw.add(binding);
  const declared = new Map<Node, Set<Binding>>();
  for (const { binding } of within)
    for (const declaration of binding.declarations) {
      const held = declared.get(declaration) ?? new Set();
      declared.set(declaration, held.add(binding));
    }
  for (const node of module.nodes) {
    if (node.type !== "VariableDeclarator" || node.init === null || !contains(fn, node)) continue;
    if (!staysRaw({ scopes, raw }, node.init)) continue;
    for (const binding of declared.get(node) ?? []) raw.add(binding);
  }
  return { raw, uses: within.filter(({ binding }) => raw.has(binding)) };
}

interface Tracing {
  readonly scopes: CheckedModule["scopes"];
  readonly raw: ReadonlySet<Binding>;
}

/** Tells whether the value of `node` is, in whole or in part, what the caller sent, and nothing has looked at it. */
export function staysRaw(tracing: Tracing, node: Node): boolean {
  const value = withoutTypes(node);
  if (value.type === "Identifier") {
    const binding = tracing.scopes.referenceAt.get(value)?.binding;
    return binding !== undefined && tracing.raw.has(binding);
  }
  if (value.type === "CallExpression" || value.type === "NewExpression")
    return staysRawThrough(tracing, value);
  // What is awaited was made elsewhere, unless it is a method of the input itself.
  if (value.type === "AwaitExpression" && value.argument.type === "CallExpression")
    return isOfInput(tracing, value.argument);
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
  if (isValidation(tracing.scopes, call)) return false;
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
