import type { CallExpression, Expression, Node } from "oxc-parser";
import { withoutTypes } from "../parse/syntax-tree.ts";

/** A call that goes on from a promise: `load().then(show, report)`. */
export interface Reaction {
  /** What gives the promise. */
  readonly promise: Expression;
  /** What runs once it is fulfilled, or settled. */
  readonly whenFulfilled: Node | undefined;
  /** What takes its rejection; what runs in `finally` hands it on. */
  readonly whenRejected: Node | undefined;
}

/** Reads `….then(…)`, `….catch(…)` or `….finally(…)`; undefined for any other call. */
export function readReaction(call: CallExpression): Reaction | undefined {
  const callee = withoutTypes(call.callee);
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return undefined;
  if (callee.computed) return undefined;
  const [first, second] = call.arguments;
  const promise = callee.object;
  const { name } = callee.property;
  if (name === "then")
    return { promise, whenFulfilled: handler(first), whenRejected: handler(second) };
  if (name === "catch") return { promise, whenFulfilled: undefined, whenRejected: handler(first) };
  if (name !== "finally") return undefined;
  return { promise, whenFulfilled: handler(first), whenRejected: undefined };
}

/** Tells which of `Promise.all`, `Promise.allSettled`, `Promise.any` and `Promise.race` a call is; undefined for any other. */
export function readGroup({ callee }: CallExpression): string | undefined {
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return undefined;
  if (callee.object.name !== "Promise" || callee.property.type !== "Identifier") return undefined;
  const { name } = callee.property;
  return ["all", "allSettled", "any", "race"].includes(name) ? name : undefined;
}

/** `then(undefined, report)` and `then(null, report)` have no first one. */
function handler(node: Node | undefined): Node | undefined {
  if (node === undefined) return undefined;
  const value = withoutTypes(node);
  const isNothing =
    (value.type === "Literal" && value.value === null) ||
    (value.type === "Identifier" && value.name === "undefined");
  return isNothing ? undefined : value;
}
