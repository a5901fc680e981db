import type { CallExpression, Node } from "oxc-parser";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import type { CallbackEntry } from "./flow-builder.ts";
import type { FlowPlace } from "./flow-graph.ts";

/** What one path did so far, as bits of the rule's own: an integer of at most 32 bits. */
export type PathState = number;

/** What a rule wants to know of the paths of a function. */
export interface FlowVisitor {
  readonly initial: PathState;
  /**
   * The state after `node` was evaluated, or several where it may have come to different things.
   * Called in evaluation order, once per distinct state that reaches `node`, for whatever does
   * something: calls, `new`, `await`, `yield`, tagged templates, `import()`, assignments and
   * declarators with a value, `++`, member reads, operators other than `!`, JSX elements, each
   * round of `for…of` and `for…in`, `return` and `throw`.
   */
  readonly after: (
    node: Node,
    state: PathState,
    place: FlowPlace,
  ) => PathState | readonly PathState[];
  /** The state in which `node` throws. Default: the one before it. */
  readonly failed?: (node: Node, state: PathState, place: FlowPlace) => PathState;
  /** Whether evaluating this call never returns (`redirect()`, `notFound()` …), or maybe does not: it leaves as `signalled`, in the state after it. */
  readonly signals?: (node: CallExpression) => boolean | "maybe";
  /** Whether `fn`, handed to `call`, runs while that lasts: any number of times, or exactly once. Default: it does not. */
  readonly entersCallbacks?: (call: CallExpression, fn: FunctionNode) => CallbackEntry;
  /**
   * Whether a node means anything: `after` changes the state there, or it may signal. Of any other, `after` need not be
   * told, and where nothing catches what it throws, that is no end. Default: each does.
   */
  readonly notices?: (node: Node) => boolean;
  /** The state in which a function handed to `call`, or called where it is written, begins. Default: the one before the call. */
  readonly entering?: (call: CallExpression, state: PathState) => PathState;
  /** The state in which the value of `test` is truthy or not; undefined where that cannot be. `!`, `&&` and `||` are taken apart. */
  readonly assume?: (test: Node, isTruthy: boolean, state: PathState) => PathState | undefined;
  /** Unites states where more than 64 reach one place. Default: all bits of both. */
  readonly unite?: (one: PathState, other: PathState) => PathState;
}
