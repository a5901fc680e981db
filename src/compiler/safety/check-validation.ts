import type { CallExpression, Node } from "oxc-parser";
import { describeWrite } from "../callees/describe-write.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import type { ExploredAction } from "../effects/explore-action.ts";
import { effects } from "../effects/read-effects.ts";
import { inputsOfWrite, type InputUse } from "../effects/stored-inputs.ts";

/** Keys of other rows: who may name them is the ownership rule's affair. */
const reference = /(?:^|_)id$|Ids?$|slug$/i;

/** Rule `action-without-validation`. */
export function checkValidation(
  checked: CheckedModule,
  { action, raw, writes }: ExploredAction,
): Finding[] {
  const { fn, name, wrapper } = action;
  if (raw.raw.size === 0 || (wrapper !== undefined && isChecked(checked, wrapper, fn))) return [];
  for (const { write, state, isOwn } of writes) {
    if (!isOwn || (state & effects.checks) !== 0) continue;
    const stored = inputsOfWrite(checked, write, raw).find((use) => isStored(checked, use));
    if (stored === undefined) continue;
    const params = {
      action: name,
      input: stored.key ?? textOf(checked, stored.node),
      write: describeWrite(checked, write),
    };
    return [{ code: "action-without-validation", range: write, params }];
  }
  return [];
}

function isStored(checked: CheckedModule, { node, role, key }: InputUse): boolean {
  if (role !== "stored" || reference.test(key ?? textOf(checked, node))) return false;
  const { parents } = checked.module;
  // `done: form.get("done") === "on"` stores one of two values, whatever came.
  for (let at = parents.get(node); at !== undefined; at = parents.get(at)) {
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

function textOf({ module }: CheckedModule, { start, end }: Node): string {
  return module.file.code.slice(start, end);
}
