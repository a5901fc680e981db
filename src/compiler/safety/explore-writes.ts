import type { CallExpression, Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { isRedirectSignal } from "../callees/is-redirect-signal.ts";
import { isWrite } from "../callees/is-write.ts";
import { runsDuringCall } from "../callees/runs-during-call.ts";
import type { CheckedModule } from "../check/finding.ts";
import { exploreFlow, type PathState } from "../flow/explore-flow.ts";
import { contains, isFunction, type FunctionNode } from "../parse/syntax-tree.ts";

/** What a rule looks for before a write. */
export interface WriteSearch {
  /** Bits of every path. Default: none. */
  readonly initial?: PathState;
  /** Whether a call of a function of the module that writes is a write. Default: only what stands in the action is. */
  readonly followsHelpers?: boolean;
  /** Bits that evaluating a node adds to its path. */
  readonly bitsOf: (node: Node) => PathState;
  /** Bits that a test adds to the paths after it. */
  readonly bitsOfTest?: (test: Node) => PathState;
}

/** A write, and what was done on some path before it. */
export interface ReachedWrite {
  readonly write: Node;
  readonly state: PathState;
}

/** Lists the writes of an action in source order, each with every state in which a path reaches it. */
export function exploreWrites(
  checked: CheckedModule,
  fn: FunctionNode,
  search: WriteSearch,
): ReachedWrite[] {
  const { module, scopes } = checked;
  const writers = search.followsHelpers === true ? writingFunctions(checked, fn) : new Set<Node>();
  const writes = (node: Node): boolean =>
    isWrite(module, scopes, node) || callsOneOf(checked, node, writers);
  if (!module.nodes.some((node) => contains(fn, node) && writes(node))) return [];
  const reached: ReachedWrite[] = [];
  exploreFlow(fn, {
    initial: search.initial ?? 0,
    after: (node, before) => {
      // What a write is given is evaluated before it, and may itself be a check.
      const state = before | localBits(checked, node, { search, within: [fn] });
      if (writes(node)) reached.push({ write: node, state });
      return state;
    },
    signals: (call: CallExpression) => isRedirectSignal(calleeOf(scopes, call)),
    entersCallbacks: runsDuringCall,
    assume: (test, _, state) => state | (search.bitsOfTest?.(test) ?? 0),
  });
  return reached.toSorted((a, b) => a.write.start - b.write.start);
}

/** The functions of the module beside the action that write by themselves. */
function writingFunctions({ module, scopes }: CheckedModule, fn: FunctionNode): ReadonlySet<Node> {
  const writers = new Set<Node>();
  for (const node of module.nodes) {
    if (contains(fn, node) || !isWrite(module, scopes, node)) continue;
    for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at))
      if (isFunction(at)) writers.add(at);
  }
  return writers;
}

function callsOneOf({ scopes }: CheckedModule, node: Node, writers: ReadonlySet<Node>): boolean {
  if (writers.size === 0 || node.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, node);
  return callee.kind === "local" && writers.has(callee.fn);
}

interface Lookup {
  readonly search: WriteSearch;
  readonly within: readonly FunctionNode[];
}

/** A call of a function of the module does what stands in that one. */
function localBits(checked: CheckedModule, node: Node, { search, within }: Lookup): PathState {
  const own = search.bitsOf(node);
  if (own !== 0 || node.type !== "CallExpression") return own;
  const callee = calleeOf(checked.scopes, node);
  if (callee.kind !== "local" || within.includes(callee.fn)) return 0;
  const { fn } = callee;
  const inner: Lookup = { search, within: [...within, fn] };
  return checked.module.nodes
    .filter((each) => contains(fn, each))
    .reduce(
      (bits, each) =>
        bits |
        localBits(checked, each, inner) |
        (each.type === "IfStatement" ? (search.bitsOfTest?.(each.test) ?? 0) : 0),
      0,
    );
}
