import type { CallExpression, Node, Statement } from "oxc-parser";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import type {
  Finalizer,
  FlowPlace,
  Jump,
  JumpOrigin,
  PassPoint,
  Point,
  StepPoint,
} from "./flow-graph.ts";

/** How often a function handed to a call runs during that call: never, once, or any number of times. */
export type CallbackEntry = boolean | "once";

/** A flow graph while it is made: one walk in evaluation order moves `at` along. */
export interface FlowBuilder {
  /** What comes next is linked to this. */
  at: PassPoint | StepPoint;
  frame: Frame;
  place: FlowPlace;
  /** Where `?.` of the current chain goes when there is nothing to read. */
  chainEnd: PassPoint | undefined;
  /** The calls that are awaited where they are made. */
  readonly awaited: Set<Node>;
  readonly statements: Map<Statement, Point>;
  readonly lists: (readonly Statement[])[];
  readonly tests: Node[];
  /** Statements around the current one that are being executed. */
  depth: number;
  /** What is too deep for the stack, executed when the rest is: from `at`, then on to `after`. */
  readonly later: Deferred[];
  readonly entered: Set<FunctionNode>;
  readonly entersCallbacks: (call: CallExpression, fn: FunctionNode) => CallbackEntry;
  /** Tells whether the evaluation of a node means anything to whoever explores. */
  readonly notices: (node: Node) => boolean;
  /** Evaluates the body of a function; expressions reach statements through it. */
  readonly runBody: (builder: FlowBuilder, fn: FunctionNode) => void;
  /** Executes statements; static blocks reach statements through it. */
  readonly runBlock: (builder: FlowBuilder, statements: readonly Statement[]) => void;
}

/** A statement that waits. */
export interface Deferred {
  readonly statement: Statement;
  readonly labels: readonly string[];
  readonly at: PassPoint;
  readonly after: PassPoint;
  readonly frame: Frame;
  readonly place: FlowPlace;
}

/** What is around the current place and catches those who leave it. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly kind: "function" | "catch" | "finally" | "in-finally" | "target";
  /** Ways of what is thrown here. */
  readonly throws: readonly Jump[];
  readonly returns: Jump;
  readonly finalizer?: Finalizer;
  /** Of a `target`: loops, `switch` and labelled statements. */
  readonly target?: JumpTarget;
}

/** What `break` and `continue` may name. */
export interface JumpTarget {
  readonly labels: readonly string[];
  /** A `break` without a label goes here: not for a labelled block. */
  readonly takesBreak: boolean;
  readonly breakTo: Point;
  readonly continueTo?: Point;
}

const end: Jump = { kind: "end" };

/** The frame around a whole function. */
export const outermostFrame: Frame = {
  parent: undefined,
  kind: "function",
  throws: [end],
  returns: end,
};

/** Makes a place where nothing happens. */
export function pass(): PassPoint {
  return { kind: "pass", next: [] };
}

/** Goes on to `point`, and from there. */
export function advance(builder: FlowBuilder, point: PassPoint | StepPoint): void {
  builder.at.next.push(point);
  builder.at = point;
}

/** What sets variables is followed for all. */
const setting: ReadonlySet<Node["type"]> = new Set([
  "AssignmentExpression",
  "UpdateExpression",
  "VariableDeclarator",
]);

/** Evaluates `node`, whose operands are evaluated. What means nothing, and may send nobody elsewhere, needs no place. */
export function step(builder: FlowBuilder, node: Node, mayThrow = false): void {
  const isCaught = mayThrow && builder.frame.throws !== outermostFrame.throws;
  if (!isCaught && !setting.has(node.type) && !builder.notices(node)) return;
  advance(builder, {
    kind: "step",
    node,
    place: builder.place,
    phase: "done",
    throws: mayThrow ? builder.frame.throws : [],
    next: [],
  });
}

/** Begins a function that is handed to `call`. */
export function stepInto(builder: FlowBuilder, call: CallExpression): void {
  advance(builder, {
    kind: "step",
    node: call,
    place: builder.place,
    phase: "entering",
    throws: [],
    next: [],
  });
}

/** Lets the value of `node` decide between two places. Nothing follows by itself. */
export function test(
  builder: FlowBuilder,
  node: Node,
  whenTrue: PassPoint,
  whenFalse: PassPoint,
): void {
  builder.tests.push(node);
  builder.at.next.push({ kind: "test", node, place: builder.place, whenTrue, whenFalse });
  builder.at = pass();
}

/** Sends control away. What is written after it is reached by nothing. */
export function leave(builder: FlowBuilder, origin: JumpOrigin, jumps: readonly Jump[]): void {
  builder.at.next.push({ kind: "leave", origin, jumps });
  builder.at = pass();
}

/** Goes to `point`, which others reach too. */
export function join(builder: FlowBuilder, point: Point): void {
  builder.at.next.push(point);
  builder.at = pass();
}

/** Ends a `finally` block. */
export function resume(builder: FlowBuilder): void {
  builder.at.next.push({ kind: "resume" });
  builder.at = pass();
}

/** Opens a frame that hands what is thrown to `handler`. */
export function catchFrame(parent: Frame, handler: Point): Frame {
  return {
    parent,
    kind: "catch",
    throws: [{ kind: "to", point: handler }],
    returns: parent.returns,
  };
}

/** Opens a frame that runs `finalizer` on every way out. */
export function finallyFrame(parent: Frame, finalizer: Finalizer): Frame {
  const through = (rest: Jump): Jump => ({ kind: "run", finalizer, rest });
  return {
    parent,
    kind: "finally",
    throws: parent.throws.map(through),
    returns: through(parent.returns),
    finalizer,
  };
}

/** Opens the frame of a `finally` block: who leaves it abandons what was on its way. */
export function inFinallyFrame(parent: Frame): Frame {
  const out = (rest: Jump): Jump => ({ kind: "abandon", rest });
  return {
    parent,
    kind: "in-finally",
    throws: parent.throws.map(out),
    returns: out(parent.returns),
  };
}

/** Opens the frame of a function that runs within this one. What it throws may also be `absorbed`: not be seen yet. */
export function functionFrame(parent: Frame, returnTo: Point, absorbed: Point | undefined): Frame {
  const outward = parent.throws.slice(0, 1);
  return {
    parent,
    kind: "function",
    throws: absorbed === undefined ? parent.throws : [...outward, { kind: "to", point: absorbed }],
    returns: { kind: "to", point: returnTo },
  };
}

/** Opens the frame of a statement that `break` or `continue` may name. */
export function targetFrame(parent: Frame, target: JumpTarget): Frame {
  return { parent, kind: "target", throws: parent.throws, returns: parent.returns, target };
}

/** Finds the way of a `break` or `continue`; undefined where the parser let none through. */
export function jumpTo(
  from: Frame,
  kind: "break" | "continue",
  label: string | undefined,
): Jump | undefined {
  const crossed: Frame[] = [];
  for (let at: Frame | undefined = from; at !== undefined; at = at.parent) {
    const point = at.target === undefined ? undefined : destination(at.target, kind, label);
    if (point === undefined) {
      crossed.push(at);
      continue;
    }
    return crossed.reduceRight<Jump>(
      (rest, frame) => {
        if (frame.finalizer !== undefined) return { kind: "run", finalizer: frame.finalizer, rest };
        return frame.kind === "in-finally" ? { kind: "abandon", rest } : rest;
      },
      { kind: "to", point },
    );
  }
  return undefined;
}

function destination(
  target: JumpTarget,
  kind: "break" | "continue",
  label: string | undefined,
): Point | undefined {
  if (label !== undefined && !target.labels.includes(label)) return undefined;
  if (kind === "continue") return target.continueTo;
  return label !== undefined || target.takesBreak ? target.breakTo : undefined;
}
