import type { MethodDefinition, Node } from "oxc-parser";
import { findToken } from "../parse/find-token.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import { isThis } from "../scan/describe-parameters.ts";
import { keyName } from "../scan/name-inline.ts";
import type { EditPlan } from "./edit-plan.ts";
import { argumentsOfCall, type EmittedAction } from "./write-references.ts";

/** Plans moving an inline action to the end of the module, as an exported function whose first parameter takes the captured values, and puts `reference` where it was. */
export function hoistAction(
  plan: EditPlan,
  module: ParsedModule,
  action: EmittedAction,
  reference: string,
): void {
  leaveReference(plan, module, action, reference);
  writeHead(plan, module, action);
  const { fn } = action.action;
  const { body } = fn;
  if (body?.type === "BlockStatement") {
    // A strict-mode directive is not allowed beside a parameter that is taken apart; a module is strict anyway.
    for (const statement of body.body)
      if (statement.type === "ExpressionStatement" && statement.directive === "use strict")
        plan.removals.push(statement);
    if (action.copiedArguments !== undefined)
      insertAtStart(
        plan,
        module,
        body,
        `const ${action.copiedArguments.name} = ${argumentsOfCall};`,
      );
  }
  plan.moves.push(fn);
}

/** Plans `text` as the first statement of `block`, after directives that remain. */
function insertAtStart(plan: EditPlan, module: ParsedModule, block: Node, text: string): void {
  const last =
    "body" in block && Array.isArray(block.body)
      ? (block.body as Node[]).findLast((node) => isKeptDirective(node))
      : undefined;
  const at = last?.end ?? findToken(module, "{", block.start, block.end) + 1;
  plan.insertions.push({ at, text: last === undefined ? ` ${text}` : `\n${text}`, kind: "stay" });
}

function isKeptDirective(node: Node): boolean {
  return (
    node.type === "ExpressionStatement" &&
    typeof node.directive === "string" &&
    node.directive !== "use server" &&
    node.directive !== "use strict"
  );
}

function writeHead(plan: EditPlan, module: ParsedModule, action: EmittedAction): void {
  const { fn, form } = action.action;
  const captures = action.captures.length === 0 ? "" : `[${action.captureNames.join(", ")}]`;
  const head = `\nexport async function${fn.generator ? "*" : ""} ${action.exportName}`;
  const open = openingParenthesis(module, fn);
  if (open === undefined) {
    const [parameter] = fn.params;
    if (parameter === undefined) return;
    plan.replacements.push({
      range: { start: fn.start, end: parameter.start },
      text: `${head}(${captures === "" ? "" : `${captures}, `}`,
    });
    plan.insertions.push({ at: parameter.end, text: ")", kind: "stay" });
  } else {
    const start = fn.typeParameters?.start ?? open;
    if (form.kind === "method") plan.insertions.push({ at: fn.start, text: head, kind: "travel" });
    else plan.replacements.push({ range: { start: fn.start, end: start }, text: head });
    const rest = withoutThis(plan, fn);
    if (captures !== "")
      plan.insertions.push({
        at: open + 1,
        text: rest > 0 ? `${captures}, ` : captures,
        kind: "stay",
      });
  }
  if (fn.type === "ArrowFunctionExpression") {
    const arrow = findToken(module, "=>", afterParameters(module, fn, open), fn.body.start);
    plan.removals.push({ start: arrow, end: arrow + 2 });
  }
}

/** Undefined for an arrow with one bare parameter. */
function openingParenthesis(module: ParsedModule, fn: FunctionNode): number | undefined {
  const from = fn.typeParameters?.end ?? fn.id?.end ?? fn.start;
  const found = findToken(module, "(", from, fn.params[0]?.start ?? fn.body?.start ?? fn.end);
  return found < 0 ? undefined : found;
}

function afterParameters(module: ParsedModule, fn: FunctionNode, open: number | undefined): number {
  if (fn.returnType !== undefined && fn.returnType !== null) return fn.returnType.end;
  const last = fn.params.at(-1)?.end ?? (open ?? fn.start) + 1;
  return open === undefined ? last : findToken(module, ")", last, fn.body?.start ?? fn.end);
}

/** TypeScript's `this` parameter must come first, which it no longer does. Returns how many parameters remain. */
function withoutThis(plan: EditPlan, fn: FunctionNode): number {
  const [first, second] = fn.params;
  if (first === undefined || !isThis(first)) return fn.params.length;
  plan.removals.push({ start: first.start, end: second?.start ?? first.end });
  return fn.params.length - 1;
}

function leaveReference(
  plan: EditPlan,
  module: ParsedModule,
  action: EmittedAction,
  reference: string,
): void {
  const { fn, form } = action.action;
  if (form.kind === "method")
    return leaveMember(plan, module, { fn, member: form.member }, reference);
  if (form.kind === "declaration" && fn.id !== null)
    return declareReference(plan, module, { fn, name: fn.id.name }, reference);
  plan.insertions.push({ at: fn.start, text: reference, kind: "stay" });
}

/** A function declaration can be used before its line: so can the variable in its place, which opens the block. */
function declareReference(
  plan: EditPlan,
  module: ParsedModule,
  { fn, name }: { readonly fn: FunctionNode; readonly name: string },
  reference: string,
): void {
  const parent = module.parents.get(fn);
  if (parent?.type === "SwitchCase") declareInSwitch(plan, module, { fn, name }, reference);
  else if (
    parent?.type === "BlockStatement" ||
    parent?.type === "StaticBlock" ||
    parent?.type === "TSModuleBlock"
  ) {
    // A function of a body may be declared again, by a parameter or a `var`; that of a block may not.
    const isBody = parent.type !== "BlockStatement" || isFunction(module.parents.get(parent));
    insertAtStart(plan, module, parent, `${isBody ? "var" : "let"} ${name} = ${reference};`);
  } else
    plan.insertions.push({ at: fn.start, text: `const ${name} = ${reference};`, kind: "stay" });
}

/**
 * The cases of a switch share one block, and which of them runs first is not known: an empty function keeps the name
 * for all of them, and the first test, which is evaluated before any case is entered, gives it its value.
 */
function declareInSwitch(
  plan: EditPlan,
  module: ParsedModule,
  { fn, name }: { readonly fn: FunctionNode; readonly name: string },
  reference: string,
): void {
  const own = module.parents.get(fn);
  const whole = own === undefined ? undefined : module.parents.get(own);
  const first =
    whole?.type === "SwitchStatement" ? whole.cases.find(({ test }) => test !== null) : undefined;
  const test = first?.test ?? undefined;
  plan.insertions.push({ at: fn.start, text: `function ${name}() {}`, kind: "stay" });
  if (test !== undefined) {
    plan.insertions.push({ at: test.start, text: `(${name} = ${reference}, `, kind: "stay" });
    plan.insertions.push({ at: test.end, text: ")", kind: "stay" });
  } else if (own !== undefined) {
    const at = findToken(module, ":", own.start, fn.start + 1) + 1;
    plan.insertions.push({ at, text: ` ${name} = ${reference};`, kind: "stay" });
  }
}

/** `async save(form) {…}` becomes `save: reference` in an object. */
function leaveMember(
  plan: EditPlan,
  module: ParsedModule,
  { fn, member }: { readonly fn: FunctionNode; readonly member: Node },
  reference: string,
): void {
  if (member.type === "MethodDefinition" && !member.computed && member.decorators.length === 0)
    return leaveField(plan, module, { fn, member }, reference);
  if (member.type !== "Property" && member.type !== "MethodDefinition") return;
  const decorators = member.type === "MethodDefinition" ? member.decorators : [];
  const from = decorators.at(-1)?.end ?? member.start;
  const keyStart = member.computed
    ? findToken(module, "[", from, member.key.start)
    : member.key.start;
  for (const token of fn.generator ? ["async", "*"] : ["async"]) {
    const at = findToken(module, token, from, keyStart);
    if (at >= 0) plan.removals.push({ start: at, end: at + token.length });
  }
  // `__proto__: value` would set the prototype, which a method of that name does not.
  if (member.type === "Property" && !member.computed && keyName(member.key) === "__proto__") {
    plan.insertions.push({ at: member.key.start, text: "[", kind: "stay" });
    plan.replacements.push({ range: member.key, text: '"__proto__"]' });
  }
  const text = member.type === "Property" ? `: ${reference}` : ` = ${reference};`;
  plan.insertions.push({ at: fn.start, text, kind: "stay" });
}

/** A method becomes the first field of its class: methods are there before any field or static block is evaluated. */
function leaveField(
  plan: EditPlan,
  module: ParsedModule,
  { fn, member }: { readonly fn: FunctionNode; readonly member: MethodDefinition },
  reference: string,
): void {
  const body = module.parents.get(member);
  if (body === undefined) return;
  const { key } = member;
  // A field may not have this name unless it is computed.
  const isConstructor = keyName(key) === "constructor" && key.type !== "PrivateIdentifier";
  const name = isConstructor ? '["constructor"]' : module.file.code.slice(key.start, key.end);
  const text = ` ${member.static ? "static " : ""}${name} = ${reference};`;
  plan.insertions.push({ at: body.start + 1, text, kind: "stay" });
  plan.removals.push({ start: member.start, end: fn.start });
}
