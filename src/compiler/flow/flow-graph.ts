import type { Node, Statement, TryStatement } from "oxc-parser";
import type { FunctionNode } from "../parse/syntax-tree.ts";

/** The paths of one function: what is evaluated, and what may be evaluated next. */
export interface FlowGraph {
  readonly fn: FunctionNode;
  readonly entry: Point;
  /** Where each statement of the function, and of the functions entered with it, begins. */
  readonly statements: ReadonlyMap<Statement, Point>;
  /** The lists of statements that follow each other. */
  readonly lists: readonly (readonly Statement[])[];
  /** What decides at some place. */
  readonly tests: readonly Node[];
  /** The functions that run within this one. */
  readonly entered: ReadonlySet<FunctionNode>;
}

/** One `try` statement around a node, and the part of it that the node is in. */
export interface TryPlace {
  readonly statement: TryStatement;
  readonly part: "block" | "handler" | "finalizer";
}

/** Where a node is evaluated. */
export interface FlowPlace {
  /** The function it is written in: the explored one, or one that is entered with it. */
  readonly fn: FunctionNode;
  /** The `try` statements around it, outermost first; those around an entered function are among them. */
  readonly tries: readonly TryPlace[];
  /** How many loops, and functions that may run several times, are around it. */
  readonly loopDepth: number;
}

/** A place between two evaluations, or one evaluation. */
export type Point = PassPoint | StepPoint | TestPoint | LeavePoint | ResumePoint;

/** Nothing is evaluated; with several `next` any may follow. */
export interface PassPoint {
  readonly kind: "pass";
  readonly next: Point[];
}

/** `node` is evaluated; with `throws`, it may throw instead. */
export interface StepPoint {
  readonly kind: "step";
  readonly node: Node;
  readonly place: FlowPlace;
  /** Whether the call is over, or a function handed to it begins. */
  readonly phase: "done" | "entering";
  readonly throws: readonly Jump[];
  readonly next: Point[];
}

/** The value of `node`, already evaluated, decides. */
export interface TestPoint {
  readonly kind: "test";
  readonly node: Node;
  readonly place: FlowPlace;
  readonly whenTrue: PassPoint;
  readonly whenFalse: PassPoint;
}

/** Control goes elsewhere. */
export interface LeavePoint {
  readonly kind: "leave";
  readonly origin: JumpOrigin;
  readonly jumps: readonly Jump[];
}

/** The end of a `finally` block: what was on its way goes on. */
export interface ResumePoint {
  readonly kind: "resume";
}

/** What sent control away. */
export interface JumpOrigin {
  readonly kind: "returned" | "fell-off" | "threw" | "signalled";
  readonly node: Node;
}

/** A `finally` block. It is built once and run for every way out, with the state of that way. */
export interface Finalizer {
  readonly entry: PassPoint;
}

/** The way from one place to another: through `finally` blocks, and out of those that it overrides. */
export type Jump =
  | { readonly kind: "to"; readonly point: Point }
  | { readonly kind: "end" }
  | { readonly kind: "run"; readonly finalizer: Finalizer; readonly rest: Jump }
  | { readonly kind: "abandon"; readonly rest: Jump };
