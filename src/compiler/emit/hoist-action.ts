import { findToken } from "../parse/find-token.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { isThis } from "../scan/describe-parameters.ts";
import type { EditPlan } from "./edit-plan.ts";
import { insertAtStart } from "./insert-at-start.ts";
import { leaveReference } from "./leave-reference.ts";
import { argumentsOfCall, type EmittedAction } from "./write-references.ts";

/** Plans moving an inline action to the end of the module, as an exported function whose first parameter takes the captured values, and puts `reference` where it was. */
export function hoistAction(
  plan: EditPlan,
  module: ParsedModule,
  action: EmittedAction,
  reference: string,
): void {
  leaveReference(plan, module, action.action, reference);
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
