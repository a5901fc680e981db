import type { CallExpression, Node } from "oxc-parser";
import type { CheckedModule, Finding } from "../check/finding.ts";
import { isRethrow } from "../callees/is-rethrow.ts";
import { exploreFlow, type FlowVisitor, type PathState } from "../flow/explore-flow.ts";
import { lineOf } from "../parse/source-file.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import { originOf } from "../callees/callee-of.ts";
import { runsDuringCall } from "../callees/runs-during-call.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { findTaker, isEntered, type Taker } from "./find-taker.ts";
import { isCaught } from "./is-caught.ts";
import {
  listCallsOfLeavers,
  listImportedCalls,
  type LeavingCall,
  type SignalCall,
} from "./list-signal-calls.ts";
import { readSignalTest } from "./read-signal-test.ts";

/** The signal is on its way out. */
const flying = 1;
/** Someone took it, and did not throw it on. */
const swallowed = 2;
/** A test said that it is one: what follows is meant for it. */
const recognised = 4;

/** A test that only signals pass; an `instanceof Error` is passed by every other error too. */
const onlySignals = /redirect|notFound|NEXT_|digest|HTTPAccess|RouterError/i;

/** What may take a signal says one of these. */
const takers = ["catch", "finally", "then(", "allSettled"];

/** Rule `redirect-in-try`: follows what the signal's `catch` does on all paths. */
export function checkRedirectInTry(
  checked: CheckedModule,
  calls: readonly SignalCall[],
): Finding[] {
  const { code } = checked.module.file;
  if (!takers.some((word) => code.includes(word))) return [];
  const known: readonly LeavingCall[] = [...calls, ...listCallsOfLeavers(checked, calls)];
  const swallows = swallowsOf(checked, calls);
  const elsewhere = checked.isPart === true ? listImportedCalls(checked) : [];
  return [...known, ...elsewhere].flatMap((signal): Finding[] => {
    const taker = findTaker(checked, signal);
    if (taker === undefined || !swallows(signal, taker)) return [];
    const line = lineOf(checked.module.file, taker.part.start);
    const params = { name: signal.name, by: taker.by, line };
    const finding = { code: "redirect-in-try", range: signal.call, params } as const;
    if (signal.of === undefined) return [finding];
    const is = taker.isPromise ? "async leaver" : "leaver";
    return [{ ...finding, given: { of: signal.of, is, isPresumed: false } }];
  });
}

/** Tells of a call and its taker whether the signal ends there. What other modules' functions throw is judged once for each taker. */
function swallowsOf(
  checked: CheckedModule,
  calls: readonly SignalCall[],
): (signal: LeavingCall, taker: Taker) => boolean {
  const known = new Map<Node, boolean>();
  return (signal, { by, part }) => {
    const isShared = signal.of !== undefined || by === "handler" || by === "settled";
    const before = isShared ? known.get(part) : undefined;
    if (before !== undefined) return before;
    const root = by === "catch" || by === "finally" ? explored(checked, signal) : undefined;
    const isLost =
      by === "settled"
        ? isForgotten(checked, part)
        : by === "handler"
          ? isSwallowedBy(checked, part, calls)
          : root !== undefined && isSwallowed(checked, root, { signal, calls });
    if (isShared) known.set(part, isLost);
    return isLost;
  };
}

/** The outermost function that runs together with the call. */
function explored({ module }: CheckedModule, { call }: LeavingCall): FunctionNode | undefined {
  for (let at = module.parents.get(call); at !== undefined; at = module.parents.get(at))
    if (isFunction(at) && !isEntered(module.parents, at)) return at;
  return undefined;
}

/** What `Promise.allSettled` gives holds the reasons: who throws one on has not lost it. */
function isForgotten({ module }: CheckedModule, call: Node): boolean {
  let fn = module.parents.get(call);
  while (fn !== undefined && !isFunction(fn)) fn = module.parents.get(fn);
  const { start, end } = fn ?? module.program;
  return !/\breason\b/.test(module.file.code.slice(start, end));
}

/** Tells whether a signal ends in the handler of a promise. One of another module is given the benefit of the doubt. */
function isSwallowedBy(
  checked: CheckedModule,
  handler: Node,
  calls: readonly SignalCall[],
): boolean {
  if (isFunction(handler)) return isSwallowed(checked, handler, { signal: undefined, calls });
  const origin = originOf(checked.scopes, handler);
  if (origin.kind === "method") return origin.isGlobal && origin.path[0] === "console";
  if (origin.kind !== "local") return false;
  return !nodesWithin(checked.module, origin.fn).some(
    ({ type }) => type === "ThrowStatement" || type === "CallExpression",
  );
}

interface Signals {
  /** Undefined where it is on its way as the function begins. */
  readonly signal: LeavingCall | undefined;
  readonly calls: readonly SignalCall[];
}

function isSwallowed(
  checked: CheckedModule,
  fn: FunctionNode,
  { signal, calls }: Signals,
): boolean {
  const others = new Set<CallExpression>(calls.map(({ call }) => call));
  const visitor: FlowVisitor = {
    initial: signal === undefined ? flying : 0,
    after: (node, state) => {
      if (node === signal?.call && signal.isCertain)
        return (state & flying) === 0 ? state | flying : state | swallowed;
      if ((state & flying) === 0) return state;
      return stateAfter(checked, node, { state, others });
    },
    failed: (node, state) => (node === signal?.call ? state | flying : state),
    signals: (call) => others.has(call),
    entersCallbacks: runsDuringCall,
    assume: (test, isTruthy, state) => {
      if ((state & flying) === 0) return state;
      const holds = readSignalTest(checked, test);
      if (holds === undefined) return state;
      if (holds !== isTruthy) return undefined;
      const { start, end } = test;
      return onlySignals.test(checked.module.file.code.slice(start, end))
        ? state | recognised
        : state;
    },
  };
  return exploreFlow(fn, visitor).some(
    ({ kind, state }) =>
      (state & swallowed) !== 0 ||
      ((state & flying) !== 0 && (kind === "returned" || kind === "fell-off")),
  );
}

interface Flight {
  readonly state: PathState;
  readonly others: ReadonlySet<CallExpression>;
}

/** What becomes of a caught signal at `node`: thrown on, replaced, or still held. */
function stateAfter(
  checked: CheckedModule,
  node: Node,
  { state, others }: Flight,
): PathState | readonly PathState[] {
  if (node.type === "ThrowStatement")
    return isCaught(checked, node.argument) ? state : (state & ~flying) | swallowed;
  if (node.type !== "CallExpression") return state;
  if (rejects(checked, node)) return [];
  // `unstable_rethrow(error)`, and whatever else throws the error on.
  if (isRethrow(checked.module, checked.scopes, node)) return [];
  if (!others.has(node)) return state;
  // Who knows that it is a redirect may redirect elsewhere.
  return (state & recognised) === 0 ? (state & ~flying) | swallowed : state & ~flying;
}

/** `Promise.reject(error)`. */
function rejects(checked: CheckedModule, { callee, arguments: given }: CallExpression): boolean {
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
  return callee.property.name === "reject" && given.some((argument) => isCaught(checked, argument));
}
