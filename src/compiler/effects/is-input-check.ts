import type { Node } from "oxc-parser";
import { isValidation } from "../callees/is-validation.ts";
import type { CheckedModule } from "../check/finding.ts";
import { contains } from "../parse/syntax-tree.ts";
import { isLookedAt } from "./is-looked-at.ts";
import type { InputTrace } from "./trace-inputs.ts";

const checkingName =
  /(?:^|\.)(?:validate|parse|check|sanitize|assert|ensure|clean|normali[sz]e|read)\w*$/i;

/** Tells whether `node` looks at what the caller sent, so that not everything goes on: a schema, a comparison, or a function whose name says so. */
export function isInputCheck(checked: CheckedModule, node: Node, { uses }: InputTrace): boolean {
  if (node.type === "CallExpression" && isCheckByName(checked, node.callee)) return true;
  if (!isValidation(checked.scopes, node) && !isComparison(node)) return false;
  return uses.some((use) => contains(node, use.node)) && isLookedAt(checked, node);
}

/** `choice === "yes"`: one of a few values goes on. A test for nothing says nothing of the rest. */
function isComparison(node: Node): boolean {
  if (node.type !== "BinaryExpression" || !/^[!=]==?$/.test(node.operator)) return false;
  return [node.left, node.right].some(
    (side) => side.type === "Literal" && side.value !== null && side.value !== "",
  );
}

/** A function of the app that says by its name that it checks. */
function isCheckByName({ module }: CheckedModule, { start, end }: Node): boolean {
  const text = module.file.code.slice(start, end);
  return checkingName.test(text) && !/JSON\.parse$|parse(?:Int|Float)$/.test(text);
}
