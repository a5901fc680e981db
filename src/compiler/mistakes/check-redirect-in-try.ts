import type { CallExpression, Node, TryStatement } from "oxc-parser";
import type { CheckedModule, Finding } from "../check/finding.ts";
import { isRethrow } from "../callees/is-rethrow.ts";
import { exploreFlow, type FlowVisitor, type PathState } from "../flow/explore-flow.ts";
import { lineOf } from "../parse/source-file.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { runsDuringCall } from "../callees/runs-during-call.ts";
import { listCallsOfLeavers, type SignalCall } from "./list-signal-calls.ts";
import { isCaught } from "./is-caught.ts";
import { readSignalTest } from "./read-signal-test.ts";

/** The signal is on its way out. */
const flying = 1;
/** Someone took it, and did not throw it on. */
const swallowed = 2;
/** A test said that it is one: what follows is meant for it. */
const recognised = 4;

/** A test that only signals pass; an `instanceof Error` is passed by every other error too. */
const onlySignals = /redirect|notFound|NEXT_|digest|HTTPAccess|RouterError/i;

/** Rule `redirect-in-try`: follows what the signal's `catch` does on all paths. */
export function checkRedirectInTry(
  checked: CheckedModule,
  calls: readonly SignalCall[],
): Finding[] {
  if (!/\btry\b/.test(checked.module.file.code)) return [];
  return [...calls, ...listCallsOfLeavers(checked, calls)].flatMap((signal): Finding[] => {
    const taker = nearestTaker(checked, signal);
    if (taker === undefined) return [];
    const root = explored(checked, signal);
    if (root === undefined || !isSwallowed(checked, root, { signal, calls })) return [];
    const line = lineOf(checked.module.file, taker.part.start);
    const params = { name: signal.name, by: taker.by, line };
    return [{ code: "redirect-in-try", range: signal.call, params }];
  });
}

interface Taker {
  readonly by: "catch" | "finally";
  readonly part: Node;
}

/** The nearest `try` around a call that could take its signal, within the functions that run with it. */
function nearestTaker({ module }: CheckedModule, { call }: SignalCall): Taker | undefined {
  let inner: Node = call;
  for (let at = module.parents.get(call); at !== undefined; at = module.parents.get(at)) {
    if (isFunction(at) && !isEntered(module.parents, at)) return undefined;
    if (at.type === "TryStatement") {
      const taker = takerOf(at, inner);
      if (taker !== undefined) return taker;
    }
    inner = at;
  }
  return undefined;
}

function takerOf(statement: TryStatement, inner: Node): Taker | undefined {
  const { block, handler, finalizer } = statement;
  if (inner === block && handler !== null) return { by: "catch", part: handler };
  if (inner !== finalizer && finalizer !== null && returnsIn(finalizer))
    return { by: "finally", part: finalizer };
  return undefined;
}

function returnsIn(block: Node): boolean {
  return (
    block.type === "BlockStatement" && block.body.some(({ type }) => type === "ReturnStatement")
  );
}

/** The outermost function that runs together with the call. */
function explored({ module }: CheckedModule, { within }: SignalCall): FunctionNode | undefined {
  return within.find((fn) => !isEntered(module.parents, fn));
}

function isEntered(parents: ReadonlyMap<Node, Node>, fn: FunctionNode): boolean {
  const parent = parents.get(fn);
  if (parent?.type !== "CallExpression") return false;
  return withoutTypes(parent.callee) === fn || runsDuringCall(parent) !== false;
}

interface Signals {
  readonly signal: SignalCall;
  readonly calls: readonly SignalCall[];
}

function isSwallowed(
  checked: CheckedModule,
  fn: FunctionNode,
  { signal, calls }: Signals,
): boolean {
  const others = new Set<CallExpression>(calls.map(({ call }) => call));
  const visitor: FlowVisitor = {
    initial: 0,
    after: (node, state) => {
      if (node === signal.call && signal.isCertain)
        return (state & flying) === 0 ? state | flying : state | swallowed;
      if ((state & flying) === 0) return state;
      return stateAfter(checked, node, { state, others });
    },
    failed: (node, state) => (node === signal.call ? state | flying : state),
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
  if (node.type === "ReturnStatement" && node.argument !== null && rejects(checked, node.argument))
    return [];
  if (node.type !== "CallExpression") return state;
  // `unstable_rethrow(error)`, and whatever else throws the error on.
  if (isRethrow(checked.module, checked.scopes, node)) return [];
  if (!others.has(node)) return state;
  // Who knows that it is a redirect may redirect elsewhere.
  return (state & recognised) === 0 ? (state & ~flying) | swallowed : state & ~flying;
}

/** `return Promise.reject(error)`. */
function rejects(checked: CheckedModule, node: Node): boolean {
  const value = withoutTypes(node);
  if (value.type !== "CallExpression" || value.callee.type !== "MemberExpression") return false;
  const { property } = value.callee;
  const isReject = property.type === "Identifier" && property.name === "reject";
  return isReject && value.arguments.some((argument) => isCaught(checked, argument));
}
