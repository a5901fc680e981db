import type { CallExpression, Node, TryStatement } from "oxc-parser";
import { runsDuringCall } from "../callees/runs-during-call.ts";
import type { CheckedModule } from "../check/finding.ts";
import { readGroup, readReaction } from "../flow/read-reaction.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import type { LeavingCall } from "./list-signal-calls.ts";

/** What takes the signal of a call before it leaves: `part` is the clause, the handler of a promise, or the settling call. */
export interface Taker {
  readonly by: "catch" | "finally" | "handler" | "settled";
  readonly part: Node;
  /** Whether only what a promise rejects with gets there. */
  readonly isPromise: boolean;
}

/** Finds the nearest `try`, or handler of a promise, around a call that could take its signal, within the functions that run with it. */
export function findTaker({ module }: CheckedModule, signal: LeavingCall): Taker | undefined {
  let inner: Node = signal.call;
  let { rejects } = signal;
  for (let at = module.parents.get(inner); at !== undefined; at = module.parents.get(at)) {
    if (isFunction(at)) {
      if (!isEntered(module.parents, at)) return undefined;
      rejects ||= at.async || isReactionHandler(module.parents, at);
    }
    const taker =
      at.type === "TryStatement"
        ? takerOf(at, inner)
        : at.type === "CallExpression" && rejects
          ? takerOfPromise(at, inner)
          : undefined;
    if (taker !== undefined) return taker;
    inner = at;
  }
  return undefined;
}

function takerOf({ block, handler, finalizer }: TryStatement, inner: Node): Taker | undefined {
  if (inner === block && handler !== null) return { by: "catch", part: handler, isPromise: false };
  if (inner !== finalizer && finalizer !== null && returnsIn(finalizer))
    return { by: "finally", part: finalizer, isPromise: false };
  return undefined;
}

function returnsIn(block: Node): boolean {
  return (
    block.type === "BlockStatement" && block.body.some(({ type }) => type === "ReturnStatement")
  );
}

function takerOfPromise(call: CallExpression, inner: Node): Taker | undefined {
  const reaction = readReaction(call);
  if (reaction !== undefined) {
    const { whenRejected } = reaction;
    return whenRejected !== undefined && inner === call.callee
      ? { by: "handler", part: whenRejected, isPromise: true }
      : undefined;
  }
  return readGroup(call) === "allSettled" && inner !== call.callee
    ? { by: "settled", part: call, isPromise: true }
    : undefined;
}

/** Tells whether a function runs together with the one that it is written in. */
export function isEntered(parents: ReadonlyMap<Node, Node>, fn: FunctionNode): boolean {
  const parent = parents.get(fn);
  if (parent?.type !== "CallExpression") return false;
  if (withoutTypes(parent.callee) === fn || runsDuringCall(parent) !== false) return true;
  return isReactionHandler(parents, fn);
}

function isReactionHandler(parents: ReadonlyMap<Node, Node>, fn: FunctionNode): boolean {
  const call = parents.get(fn);
  const reaction = call?.type === "CallExpression" ? readReaction(call) : undefined;
  return reaction?.whenFulfilled === fn || reaction?.whenRejected === fn;
}
