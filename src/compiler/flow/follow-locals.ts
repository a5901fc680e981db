import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { buildFlowGraph } from "./build-flow-graph.ts";
import { exploreGraph, type FlowVisitor, type PathState } from "./explore-flow.ts";
import type { FlowGraph } from "./flow-graph.ts";

/** What calling a function of the module may come to, from one state. */
export interface LocalSummary {
  /** States in which it returns: none where it never does. */
  readonly returned: readonly PathState[];
  /** States in which it leaves by a signal. */
  readonly signalled: readonly PathState[];
}

/** A visitor that follows calls, and says what it found. */
export interface FollowingVisitor extends FlowVisitor {
  /** What calling `fn` may come to; from `initial` unless told. */
  readonly summaryOf: (fn: FunctionNode, state?: PathState) => LocalSummary;
}

/**
 * Makes a visitor that follows calls of the module's own functions: after `saveAndRefresh()` a path
 * has done what that function did, one state per way through it, and a helper that always redirects
 * never returns. Each function is explored once per state that it is called in, and not within
 * itself: there a call does nothing.
 */
export function followLocals(scopes: ScopeTree, visitor: FlowVisitor): FollowingVisitor {
  const graphs = new Map<FunctionNode, FlowGraph>();
  const found = new Map<FunctionNode, Map<PathState, LocalSummary>>();
  const calledAt = new Map<Node, FunctionNode | undefined>();

  const functionAt = (node: Node): FunctionNode | undefined => {
    if (!calledAt.has(node)) calledAt.set(node, localFunction(scopes, node));
    return calledAt.get(node);
  };
  const summaryOf = (fn: FunctionNode, state = visitor.initial): LocalSummary => {
    const summaries = found.get(fn) ?? new Map<PathState, LocalSummary>();
    found.set(fn, summaries);
    const present = summaries.get(state);
    if (present !== undefined) return present;
    summaries.set(state, { returned: [state], signalled: [] });
    const graph = graphs.get(fn) ?? buildFlowGraph(fn, visitor);
    graphs.set(fn, graph);
    const summary = summarise(graph, { ...following, initial: state });
    summaries.set(state, summary);
    return summary;
  };
  const following: FollowingVisitor = {
    ...visitor,
    summaryOf,
    after: (node, state, place) => {
      const fn = functionAt(node);
      if (fn === undefined) return visitor.after(node, state, place);
      const { returned, signalled } = summaryOf(fn, state);
      const states = returned.length > 0 ? returned : signalled;
      return states.flatMap((each) => visitor.after(node, each, place));
    },
    signals: (call) => {
      const own = visitor.signals?.(call) ?? false;
      const fn = functionAt(call);
      if (own !== false || fn === undefined) return own;
      const { returned, signalled } = summaryOf(fn);
      if (signalled.length === 0) return false;
      return returned.length === 0 ? true : "maybe";
    },
  };
  return following;
}

function summarise(graph: FlowGraph, visitor: FlowVisitor): LocalSummary {
  const returned = new Set<PathState>();
  const signalled = new Set<PathState>();
  for (const { kind, state } of exploreGraph(graph, visitor).ends) {
    if (kind === "returned" || kind === "fell-off") returned.add(state);
    else if (kind === "signalled") signalled.add(state);
  }
  return { returned: [...returned], signalled: [...signalled] };
}

/** A function written where it is called is part of the path already; a generator does nothing yet. */
function localFunction(scopes: ScopeTree, node: Node): FunctionNode | undefined {
  if (node.type !== "CallExpression" || isFunction(withoutTypes(node.callee))) return undefined;
  const callee = calleeOf(scopes, node);
  return callee.kind === "local" && !callee.fn.generator ? callee.fn : undefined;
}
