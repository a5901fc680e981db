import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { isAuthCall } from "../callees/is-auth-call.ts";
import { asksForRole } from "./asks-for-role.ts";
import type { CheckedModule } from "../check/finding.ts";

/** Functions that decide more than who somebody is. */
const permission =
  /(?:^|\.)(?:can|may|owns|authorize|is(?:Owner|Author|Admin|Editor|Moderator)|has(?:Role|Permission|Access)|(?:require|assert|ensure|check|verify|enforce|must(?:Be)?)(?!(?:User|Session|Auth|Member|Visitor|Customer|Guest|LoggedIn|SignedIn|Login|Authenticated|Authentication|Account)$)[A-Z]\w+)$/;

const stores = /^(?:update|delete|remove|destroy|upsert|replace|save|set|create|insert|values)/i;

/** Tells whether `node` decides by a role, compares the caller, or hands the caller and something else to a function. */
export function isPermission(
  checked: CheckedModule,
  node: Node,
  isCaller: (node: Node) => boolean,
): boolean {
  if (node.type === "BinaryExpression") return comparesCaller(node, isCaller);
  if (node.type === "MemberExpression")
    return (
      node.property.type === "Identifier" &&
      /^(?:roles?|isAdmin|permissions?|can\w*)$/.test(node.property.name)
    );
  if (node.type !== "CallExpression") return false;
  const { start, end } = node.callee;
  const text = checked.module.file.code.slice(start, end);
  if (permission.test(text) || asksForRole(checked, node)) return true;
  if (!node.arguments.some(isCaller)) return false;
  if (isAuthCall(checked.scopes, node) || /^(?:console|log|logger|track|after)\b/.test(text))
    return false;
  // A write that stores the caller says nothing of the row's owner.
  return !calleeOf(checked.scopes, node).written.some((part) => stores.test(part));
}

/** Tells whether a test compares the caller with something that is not nothing. */
export function comparesCaller(test: Node, isCaller: (node: Node) => boolean): boolean {
  if (test.type !== "BinaryExpression" || !/^[!=]==?$/.test(test.operator)) return false;
  const isNothing = (node: Node): boolean =>
    node.type === "Literal" || (node.type === "Identifier" && node.name === "undefined");
  if (isNothing(test.left) || isNothing(test.right)) return false;
  return isCaller(test.left) || isCaller(test.right);
}
