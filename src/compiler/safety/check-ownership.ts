import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { describeWrite } from "../callees/describe-write.ts";
import { isAuthCall } from "../callees/is-auth-call.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { knowsCaller } from "./check-auth.ts";
import { exploreWrites } from "./explore-writes.ts";
import { inputsOfWrite } from "./stored-inputs.ts";
import { traceInputs } from "./trace-inputs.ts";

const asked = 1;
const owned = 2;

/** Words for whoever calls. */
const caller =
  /\b(?:session|user|viewer|visitor|me|account|currentUser|ctx|member|auth|userId|owner\w*|author\w*|tenant\w*|org\w*|team\w*)\b/i;

/** Names of functions that decide more than who somebody is. */
const permission =
  /(?:^|\.)(?:can|may|owns|authorize|is(?:Owner|Author|Admin|Editor|Moderator)|has(?:Role|Permission|Access)|(?:require|assert|ensure|check|verify|enforce|must(?:Be)?)(?!User$|Session$|Auth$|Member$|Visitor$|Customer$|LoggedIn$|SignedIn$|Login$|Authenticated$|Authentication$)\w+)$/;

/** Changes of a row that is there already. */
const changes = /update|delete|remove|destroy|upsert|replace|save|set\b/i;

/** Rule `action-without-ownership-check`. */
export const checkOwnership: Rule = (checked) =>
  checked.actions.flatMap((action) => {
    const finding = unownedWrite(checked, action);
    return finding === undefined ? [] : [finding];
  });

function unownedWrite(checked: CheckedModule, action: ActionFunction): Finding | undefined {
  const { fn, name } = action;
  if (knowsCaller(checked, action)) return undefined;
  const trace = traceInputs(checked, fn);
  const reached = exploreWrites(checked, fn, {
    bitsOf: (node) => bitsOf(checked, node),
    bitsOfTest: (test) => (isPermissionTest(checked, test) ? owned : 0),
  });
  for (const { write, state } of reached) {
    if (state !== asked || !isChange(checked, write)) continue;
    if (
      caller.test(textOf(checked, write)) ||
      /\bsupabase\b|increment/.test(textOf(checked, write))
    )
      continue;
    const id = inputsOfWrite(checked, write, trace).find(({ role }) => role === "finds");
    if (id === undefined) continue;
    const params = {
      action: name,
      write: describeWrite(checked, write),
      id: textOf(checked, id.node),
    };
    return { code: "action-without-ownership-check", range: write, params };
  }
  return undefined;
}

function bitsOf(checked: CheckedModule, node: Node): number {
  const bits = isAuthCall(checked.scopes, node) ? asked : 0;
  return isPermission(checked, node) ? bits | owned : bits;
}

/** A comparison with the session, a role, or a function that is given both the session and something else. */
function isPermission(checked: CheckedModule, node: Node): boolean {
  if (node.type === "BinaryExpression") return isPermissionTest(checked, node);
  if (node.type === "MemberExpression")
    return (
      node.property.type === "Identifier" &&
      /^(?:role|roles|isAdmin|permissions?)$/.test(node.property.name)
    );
  if (node.type !== "CallExpression") return false;
  const text = textOf(checked, node.callee);
  if (permission.test(text)) return true;
  if (isAuthCall(checked.scopes, node) || /^(?:console|log|logger)\b/.test(text)) return false;
  return node.arguments.some((argument) => caller.test(textOf(checked, argument)));
}

function isPermissionTest(checked: CheckedModule, test: Node): boolean {
  if (test.type !== "BinaryExpression" || !/^[!=]==?$/.test(test.operator)) return false;
  const isNothing = (node: Node): boolean =>
    node.type === "Literal" || (node.type === "Identifier" && node.name === "undefined");
  if (isNothing(test.left) || isNothing(test.right)) return false;
  return caller.test(textOf(checked, test.left)) || caller.test(textOf(checked, test.right));
}

function isChange(checked: CheckedModule, write: Node): boolean {
  if (write.type === "TaggedTemplateExpression")
    return /^\s*(?:update|delete|merge|replace)/i.test(textOf(checked, write.quasi).slice(1));
  if (write.type !== "CallExpression") return false;
  const { scopes } = checked;
  const { written } = calleeOf(scopes, write);
  return (
    written.some((part) => changes.test(part)) ||
    /["'`]\s*(?:update|delete)\b/i.test(textOf(checked, write))
  );
}

function textOf({ module }: CheckedModule, { start, end }: Node): string {
  return module.file.code.slice(start, end);
}
