import type { CallExpression, Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { isAuthWrapped } from "../callees/is-auth-call.ts";
import { isRedirectSignal } from "../callees/is-redirect-signal.ts";
import { runsDuringCall } from "../callees/runs-during-call.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule } from "../check/finding.ts";
import { exploreFlow, type FlowEnd, type PathState } from "../flow/explore-flow.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";
import { failedWhen } from "./failed-write.ts";
import { findCallers } from "./find-callers.ts";
import { isInputCheck, isMissingTest } from "./is-input-check.ts";
import { comparesCaller, isPermission } from "./is-permission.ts";
import { effects, writeBits, type EffectReader } from "./read-effects.ts";
import { findReference } from "./references-within.ts";
import { traceInputs, type InputTrace } from "./trace-inputs.ts";

/** A write, and what was done on some path before it and by it. */
export interface ReachedWrite {
  readonly write: Node;
  readonly state: PathState;
  /** It stands in the action itself, not in a function that the action calls. */
  readonly isOwn: boolean;
}

/** What an action does along all its paths. */
export interface ExploredAction {
  readonly action: ActionFunction;
  /** The nodes of the action, in source order. */
  readonly nodes: readonly Node[];
  /** In source order, each with every state in which a path reaches it. */
  readonly writes: readonly ReachedWrite[];
  readonly ends: readonly FlowEnd[];
  /** What the caller sent, until something looked at it. */
  readonly raw: InputTrace;
  /** What the caller sent, also as schemas return it; traced when someone asks. */
  readonly traceInput: () => InputTrace;
  /** The variables that stand for whoever calls. */
  readonly callers: ReadonlySet<Binding>;
  readonly isCaller: (node: Node) => boolean;
  readonly isWrapped: boolean;
}

/** Explores an action once for all rules; undefined for one that writes nothing. A call may be `presumed` to write. */
export function exploreAction(
  checked: CheckedModule,
  action: ActionFunction,
  reader: EffectReader & { readonly presumed?: Node },
): ExploredAction | undefined {
  const { module, scopes } = checked;
  const { fn } = action;
  const nodes = nodesWithin(module, fn);
  const { bits, asking, isWriting } = ownBits(nodes, reader);
  if (reader.presumed !== undefined) bits.set(reader.presumed, writeBits(checked, reader.presumed));
  else if (!isWriting) return undefined;
  const callers = findCallers(checked, action, asking);
  const isCaller = (node: Node): boolean =>
    findReference(scopes, node, ({ binding }) => callers.has(binding)) !== undefined;
  const raw = traceInputs(checked, action);
  const isWrapped = isAuthWrapped(module, scopes, fn);
  const permitting: Node[] = [];
  for (const node of nodes) {
    if (!deciding.has(node.type)) continue;
    const isPermitting = isPermission(checked, node, isCaller);
    if (isPermitting) permitting.push(node);
    const more =
      (isPermitting ? effects.permits : 0) |
      (isInputCheck(checked, node, raw) ? effects.checks : 0);
    if (more !== 0) bits.set(node, more | (bits.get(node) ?? 0));
  }
  const bitsOfTest = testReader(checked, reader, { isCaller, raw, permitting });
  let input: InputTrace | undefined;
  const isShown = (node: Node): boolean => (reader.effectsOf(node) & effects.shows) !== 0;
  const failures = new Map<Node, boolean | undefined>();
  const failureOf = (test: Node): boolean | undefined => {
    if (!failures.has(test)) failures.set(test, failedWhen(checked, test, isShown));
    return failures.get(test);
  };
  const writes: ReachedWrite[] = [];
  const ends = exploreFlow(fn, {
    initial: isWrapped ? effects.asks | effects.knows : 0,
    after: (node, before) => {
      const own = bits.get(node) ?? 0;
      // What a write is given is evaluated before it, and may itself be a check.
      const state = before | own;
      if ((own & effects.writes) !== 0)
        writes.push({ write: node, state, isOwn: isWriteItself(checked, node) });
      return state;
    },
    // After an error nobody is blamed for what is not shown: most often there is nothing new.
    failed: (_, state) => state & ~effects.shows,
    signals: (call: CallExpression) => isRedirectSignal(calleeOf(scopes, call)),
    entersCallbacks: runsDuringCall,
    // Whatever signals tells the browser something, and has a bit for that.
    notices: (node) => bits.has(node),
    assume: (test, isTruthy, before) => {
      const state = before | bitsOfTest(test);
      // Where its own result says that a write failed, there is nothing new to show.
      const isFailed = (state & effects.shows) !== 0 && failureOf(test) === isTruthy;
      return isFailed ? state & ~effects.shows : state;
    },
  });
  return {
    action,
    nodes,
    writes: writes.toSorted((a, b) => a.write.start - b.write.start),
    ends,
    raw,
    traceInput: () => (input ??= traceInputs(checked, action, true)),
    callers,
    isCaller,
    isWrapped,
  };
}

/** Reads what a test says of the path behind it, each once. */
function testReader(
  checked: CheckedModule,
  { refusing }: EffectReader,
  known: Pick<ExploredAction, "isCaller" | "raw"> & { readonly permitting: readonly Node[] },
): (test: Node) => number {
  const { isCaller, raw, permitting } = known;
  const tests = new Map<Node, number>();
  return (test) => {
    const before = tests.get(test);
    if (before !== undefined) return before;
    // Of `session?.user?.role !== "admin"` it counts that somebody without a session has no role.
    const isPermitting =
      comparesCaller(test, isCaller) || permitting.some((node) => contains(test, node));
    const isCheck = isInputCheck(checked, test, raw) || isMissingTest(checked, test, raw);
    const all =
      (refusing.has(test) ? effects.asks : 0) |
      (isPermitting ? effects.permits : 0) |
      (isCheck ? effects.checks : 0);
    tests.set(test, all);
    return all;
  };
}

/** What nodes do by themselves, those left out that do nothing. */
function ownBits(
  nodes: readonly Node[],
  { effectsOf }: EffectReader,
): { readonly bits: Map<Node, number>; readonly asking: Node[]; readonly isWriting: boolean } {
  const bits = new Map<Node, number>();
  const asking: Node[] = [];
  let isWriting = false;
  for (const node of nodes) {
    const own = effectsOf(node);
    if (own !== 0) bits.set(node, own);
    if ((own & effects.knows) !== 0) asking.push(node);
    isWriting ||= (own & effects.writes) !== 0;
  }
  return { bits, asking, isWriting };
}

/** The nodes that may check something: most are none of these. */
const deciding: ReadonlySet<Node["type"]> = new Set([
  "BinaryExpression",
  "CallExpression",
  "MemberExpression",
  "UnaryExpression",
]);

function isWriteItself({ scopes }: CheckedModule, node: Node): boolean {
  return node.type !== "CallExpression" || calleeOf(scopes, node).kind !== "local";
}
