import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, isFunction, type Range } from "../parse/syntax-tree.ts";

/**
 * Tells whether a call is made before `later` is, however that is reached, as far as their places say: it does not stand
 * behind it, nor in an `if` without an `else`, a loop or a `catch` that `later` is not in. What a branch leaves in a
 * variable, and what a callback does, counts as made.
 */
export function isAheadOf({ parents }: ParsedModule, call: Node, later: Range): boolean {
  if (call.start >= later.end) return false;
  let inner = call;
  for (let at = parents.get(call); at !== undefined; at = parents.get(at)) {
    if (isFunction(at) || at.type === "AssignmentExpression") return true;
    if (maySkip(at, inner)) return contains(inner, later);
    inner = at;
  }
  return true;
}

/** Tells whether `at` may be over without `part` of it. */
function maySkip(at: Node, part: Node): boolean {
  if (at.type === "IfStatement") return at.alternate === null && part === at.consequent;
  if (at.type === "TryStatement") return part === at.handler;
  return loops.has(at.type) && "body" in at && part === at.body;
}

const loops: ReadonlySet<Node["type"]> = new Set([
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "WhileStatement",
]);
