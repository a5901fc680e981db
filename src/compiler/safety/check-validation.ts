import type { CallExpression, Node } from "oxc-parser";
import { describeWrite } from "../callees/describe-write.ts";
import { isValidation } from "../callees/is-validation.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { contains } from "../parse/syntax-tree.ts";
import { exploreWrites } from "./explore-writes.ts";
import { isLookedAt } from "./is-looked-at.ts";
import { inputsOfWrite, type InputUse } from "./stored-inputs.ts";
import { traceInputs } from "./trace-inputs.ts";

/** Keys of other rows: who may name them is the ownership rule's affair. */
const reference = /(?:^|_)id$|Ids?$|slug$/i;

/** Rule `action-without-validation`. */
export const checkValidation: Rule = (checked) =>
  checked.actions.flatMap((action) => {
    const finding = uncheckedWrite(checked, action);
    return finding === undefined ? [] : [finding];
  });

function uncheckedWrite(checked: CheckedModule, action: ActionFunction): Finding | undefined {
  const { fn, name, wrapper } = action;
  if (wrapper !== undefined && isChecked(checked, wrapper, fn)) return undefined;
  const trace = traceInputs(checked, action);
  if (trace.raw.size === 0) return undefined;
  const looksAtInput = (node: Node): boolean =>
    (isValidation(checked.scopes, node) || isComparison(node)) &&
    trace.uses.some((use) => contains(node, use.node)) &&
    isLookedAt(checked, node);
  const reached = exploreWrites(checked, fn, {
    bitsOf: (node) => (looksAtInput(node) || isLocalCheck(checked, node) ? 1 : 0),
    bitsOfTest: (test) => (looksAtInput(test) ? 1 : 0),
  });
  for (const { write, state } of reached) {
    if (state !== 0) continue;
    const stored = inputsOfWrite(checked, write, trace).find((use) => isStored(checked, use));
    if (stored === undefined) continue;
    const params = {
      action: name,
      input: stored.key ?? textOf(checked, stored.node),
      write: describeWrite(checked, write),
    };
    return { code: "action-without-validation", range: write, params };
  }
  return undefined;
}

function isStored(checked: CheckedModule, { node, role, key }: InputUse): boolean {
  if (role !== "stored" || reference.test(key ?? textOf(checked, node))) return false;
  // `done: form.get("done") === "on"` stores one of two values, whatever came.
  for (
    let at = checked.module.parents.get(node);
    at !== undefined;
    at = checked.module.parents.get(at)
  ) {
    if (at.type === "BinaryExpression" && at.operator !== "+") return false;
    if (at.type === "UnaryExpression" && at.operator === "!") return false;
    if (at.type === "Property" || at.type === "ObjectExpression") break;
  }
  return true;
}

/** A schema among the arguments of a wrapper, or `.input(schema)` in its chain. */
function isChecked({ module }: CheckedModule, wrapper: CallExpression, fn: Node): boolean {
  const text = module.file.code.slice(wrapper.start, fn.start);
  if (/schema|\bz\.|\bv\.|\.(?:input|inputSchema|schema|validator|parse)\(|valid/i.test(text))
    return true;
  return wrapper.arguments.some(
    ({ type }) => type === "Identifier" || type === "MemberExpression" || type === "CallExpression",
  );
}

/** `choice === "yes"`: one of a few values goes on. A test for nothing says nothing of the rest. */
function isComparison(node: Node): boolean {
  if (node.type !== "BinaryExpression" || !/^[!=]==?$/.test(node.operator)) return false;
  return [node.left, node.right].some(
    (side) => side.type === "Literal" && side.value !== null && side.value !== "",
  );
}

/** A function of the app that takes the input and says by its name that it checks. */
function isLocalCheck({ module }: CheckedModule, node: Node): boolean {
  if (node.type !== "CallExpression") return false;
  const text = module.file.code.slice(node.callee.start, node.callee.end);
  return (
    /(?:^|\.)(?:validate|parse|check|sanitize|assert|ensure|clean|normali[sz]e|read)\w*$/i.test(
      text,
    ) && !/JSON\.parse$|parse(?:Int|Float)$/.test(text)
  );
}

function textOf({ module }: CheckedModule, { start, end }: Node): string {
  return module.file.code.slice(start, end);
}
