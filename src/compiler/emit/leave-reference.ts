import type { MethodDefinition, Node, ObjectProperty } from "oxc-parser";
import { findToken } from "../parse/find-token.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import type { InlineAction } from "../scan/inline-action.ts";
import { keyName } from "../scan/name-inline.ts";
import type { EditPlan } from "./edit-plan.ts";
import { insertAtStart } from "./insert-at-start.ts";
import { openEnd } from "./open-end.ts";

/** Plans `reference` for the place that an action is taken out of, whatever it was there. */
export function leaveReference(
  plan: EditPlan,
  module: ParsedModule,
  { fn, form }: InlineAction,
  reference: string,
): void {
  if (form.kind === "method")
    return leaveMember(plan, module, { fn, member: form.member }, reference);
  if (form.kind === "declaration" && fn.id !== null) {
    declareReference(plan, module, { fn, name: fn.id.name }, reference);
    plan.insertions.push({ at: fn.start, text: openEnd(module, fn), kind: "stay" });
    return;
  }
  // `async function () {}instanceof F` needs no blank, a name does.
  const blank = /[\w$]/.test(module.file.code[fn.end] ?? "") ? " " : "";
  plan.insertions.push({ at: fn.start, text: reference + blank, kind: "stay" });
}

/** A function declaration can be used before its line: so can the variable in its place, which opens the block. */
function declareReference(
  plan: EditPlan,
  module: ParsedModule,
  { fn, name }: { readonly fn: FunctionNode; readonly name: string },
  reference: string,
): void {
  const parent = module.parents.get(fn);
  dropOverloads(plan, parent, name);
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

/** An overload without its function is an error of TypeScript. */
function dropOverloads(plan: EditPlan, parent: Node | undefined, name: string): void {
  const siblings: readonly Node[] =
    parent?.type === "SwitchCase"
      ? parent.consequent
      : parent !== undefined && "body" in parent && Array.isArray(parent.body)
        ? parent.body
        : [];
  for (const sibling of siblings)
    if (sibling.type === "TSDeclareFunction" && sibling.id?.name === name && !sibling.declare)
      plan.removals.push(sibling);
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

/** `async save(form) {…}` becomes `save: reference` in an object, `save = reference;` in a class. */
function leaveMember(
  plan: EditPlan,
  module: ParsedModule,
  { fn, member }: { readonly fn: FunctionNode; readonly member: MethodDefinition | ObjectProperty },
  reference: string,
): void {
  if (member.type === "Property") {
    eraseModifiers(plan, module, { fn, member, from: member.start });
    // `__proto__: value` would set the prototype, which a method of that name does not.
    if (!member.computed && keyName(member.key) === "__proto__") {
      plan.insertions.push({ at: member.key.start, text: "[", kind: "stay" });
      plan.replacements.push({ range: member.key, text: '"__proto__"]' });
    }
    plan.insertions.push({ at: fn.start, text: `: ${reference}`, kind: "stay" });
  } else {
    const decorator = member.decorators.at(-1);
    if (decorator === undefined && !member.computed)
      return leaveField(plan, module, { fn, member }, reference);
    // Keys and decorators are evaluated where they stand.
    eraseModifiers(plan, module, { fn, member, from: decorator?.end ?? member.start });
    plan.insertions.push({ at: fn.start, text: ` = ${reference};`, kind: "stay" });
  }
}

/** Takes `async` and `*` from before the key of a method. */
function eraseModifiers(
  plan: EditPlan,
  module: ParsedModule,
  place: {
    readonly fn: FunctionNode;
    readonly member: MethodDefinition | ObjectProperty;
    readonly from: number;
  },
): void {
  const { fn, member, from } = place;
  const keyStart = member.computed
    ? findToken(module, "[", from, member.key.start)
    : member.key.start;
  for (const token of fn.generator ? ["async", "*"] : ["async"]) {
    const at = findToken(module, token, from, keyStart);
    if (at >= 0) plan.removals.push({ start: at, end: at + token.length });
  }
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
  plan.insertions.push({ at: fn.start, text: openEnd(module, member), kind: "stay" });
}
