import type { Node } from "oxc-parser";
import { isFunction } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";
import { readReaction } from "./read-reaction.ts";

/** Tells whether a variable holds what a function that is handed to `.catch(…)`, or to `.then` as the second, takes. */
export function isRejectionParameter(
  parents: ReadonlyMap<Node, Node>,
  { kind, declarations: [declared] }: Binding,
): boolean {
  if (kind !== "parameter" || declared === undefined) return false;
  const fn = parents.get(declared);
  if (fn === undefined || !isFunction(fn) || fn.params[0] !== declared) return false;
  const call = parents.get(fn);
  return call?.type === "CallExpression" && readReaction(call)?.whenRejected === fn;
}
