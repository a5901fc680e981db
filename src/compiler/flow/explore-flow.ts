import type { Node } from "oxc-parser";
import { unreachable } from "../../base/index.ts";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { buildFlowGraph } from "./build-flow-graph.ts";
import type { FlowGraph, Jump, JumpOrigin, Point, StepPoint } from "./flow-graph.ts";
import type { FlowVisitor, PathState } from "./flow-visitor.ts";
import { noteState, type StateSet } from "./state-set.ts";
import { pathStateOf, trackTruth } from "./track-truth.ts";

/** Explores all paths of `fn` and returns its distinct ends, in no particular order. */
export function exploreFlow(fn: FunctionNode, visitor: FlowVisitor): readonly FlowEnd[] {
  return exploreGraph(buildFlowGraph(fn, visitor), visitor).ends;
}

export type { FlowVisitor, PathState };

/** One way in which a function ends: `node` is the `return`, what threw, the signalling call, an arrow's body; of `fell-off` the function. */
export interface FlowEnd {
  readonly kind: JumpOrigin["kind"];
  readonly node: Node;
  readonly state: PathState;
}

/** What an exploration came to. */
export interface FlowResult {
  readonly ends: readonly FlowEnd[];
  /** Every place that some path reaches. */
  readonly reached: ReadonlySet<Point>;
}

/** Explores a graph that several rules share; `entersCallbacks` was decided when it was built. */
export function exploreGraph(graph: FlowGraph, visitor: FlowVisitor): FlowResult {
  const tracking = trackTruth(graph, visitor);
  const root: Context = { id: 0, seen: new Map(), callers: new Map(), exits: new Map() };
  const walk: Walk = {
    visitor: tracking,
    open: [],
    ends: [],
    endKeys: new Map(),
    reached: new Set(),
    contexts: new Map(),
    ids: new Map(),
    signals: new Map(),
    results: new Map(),
  };
  admit(walk, root, graph.entry, tracking.initial);
  for (let next = walk.open.pop(); next !== undefined; next = walk.open.pop()) visit(walk, next);
  return { ends: walk.ends, reached: walk.reached };
}

/**
 * The function itself, or one `finally` block entered in one state. A `finally` block is explored
 * once per state that enters it, however many ways lead through it; its exits are handed to each.
 */
interface Context {
  readonly id: number;
  readonly seen: Map<Point, StateSet>;
  readonly callers: Map<string, Caller>;
  readonly exits: Map<string, Exit>;
}

/** A way that leads through a `finally` block, and where it goes on. */
interface Caller {
  readonly context: Context;
  readonly rest: Jump;
  readonly origin: JumpOrigin;
}

/** A way out of a `finally` block; without `to` its caller goes on. */
interface Exit {
  readonly state: PathState;
  readonly to?: { readonly jump: Jump; readonly origin: JumpOrigin };
}

/** Ways through one `finally` block, or out of it, that are told apart by what sent them. */
const originLimit = 64;

interface Visit {
  readonly context: Context;
  readonly point: Point;
  readonly state: PathState;
}

interface Walk {
  readonly visitor: FlowVisitor;
  readonly open: Visit[];
  readonly ends: FlowEnd[];
  readonly endKeys: Map<Node, Set<number>>;
  readonly reached: Set<Point>;
  readonly contexts: Map<
    object,
    { readonly states: StateSet; readonly of: Map<PathState, Context> }
  >;
  readonly ids: Map<object, number>;
  readonly signals: Map<Node, boolean | "maybe">;
  /** What the visitor said of steps in `finally` blocks, which are met once per context. */
  readonly results: Map<StepPoint, Map<PathState, readonly PathState[]>>;
}

function admit(walk: Walk, context: Context, point: Point, state: PathState): void {
  const states = context.seen.get(point);
  if (states === undefined) {
    context.seen.set(point, { first: state });
    walk.reached.add(point);
    walk.open.push({ context, point, state });
    return;
  }
  const noted = noteState(states, state, walk.visitor.unite);
  if (noted.isNew) walk.open.push({ context, point, state: noted.state });
}

function visit(walk: Walk, { context, point, state }: Visit): void {
  switch (point.kind) {
    case "pass":
      for (const next of point.next) admit(walk, context, next, state);
      return;
    case "step":
      return visitStep(walk, context, point, state);
    case "test":
      for (const isTruthy of [true, false]) {
        const { assume } = walk.visitor;
        const assumed = assume === undefined ? state : assume(point.node, isTruthy, state);
        const next = isTruthy ? point.whenTrue : point.whenFalse;
        if (assumed !== undefined) admit(walk, context, next, assumed);
      }
      return;
    case "leave":
      for (const jump of point.jumps) follow(walk, context, jump, { state, origin: point.origin });
      return;
    case "resume":
      return leaveContext(walk, context, { state });
    default:
      return unreachable(point);
  }
}

function visitStep(walk: Walk, context: Context, point: StepPoint, state: PathState): void {
  const { node, throws, place } = point;
  const states = context.id === 0 ? evaluated(walk, point, state) : known(walk, point, state);
  const signals = point.phase === "done" && maySignal(walk, node);
  if (signals !== true && throws.length > 0) {
    const failed = walk.visitor.failed?.(node, state, place) ?? state;
    for (const jump of throws)
      follow(walk, context, jump, { state: failed, origin: { kind: "threw", node } });
  }
  for (const after of states) {
    if (signals !== false)
      for (const jump of throws)
        follow(walk, context, jump, { state: after, origin: { kind: "signalled", node } });
    if (signals !== true) for (const next of point.next) admit(walk, context, next, after);
  }
}

function evaluated({ visitor }: Walk, point: StepPoint, state: PathState): readonly PathState[] {
  if (point.phase === "entering") {
    const { node } = point;
    return node.type === "CallExpression" && visitor.entering !== undefined
      ? [visitor.entering(node, state)]
      : [state];
  }
  const after = visitor.after(point.node, state, point.place);
  return typeof after === "number" ? [after] : after;
}

function known(walk: Walk, point: StepPoint, state: PathState): readonly PathState[] {
  const results = walk.results.get(point) ?? new Map<PathState, readonly PathState[]>();
  const present = results.get(state) ?? evaluated(walk, point, state);
  walk.results.set(point, results.set(state, present));
  return present;
}

function maySignal({ visitor, signals }: Walk, node: Node): boolean | "maybe" {
  if (node.type !== "CallExpression" || visitor.signals === undefined) return false;
  const present = signals.get(node) ?? visitor.signals(node);
  signals.set(node, present);
  return present;
}

function follow(
  walk: Walk,
  context: Context,
  jump: Jump,
  going: { readonly state: PathState; readonly origin: JumpOrigin },
): void {
  const { state, origin } = going;
  switch (jump.kind) {
    case "to":
      return admit(walk, context, jump.point, state);
    case "end":
      return addEnd(walk, { ...origin, state: pathStateOf(state) });
    case "run":
      return runFinalizer(walk, jump, { context, rest: jump.rest, origin }, state);
    case "abandon":
      return leaveContext(walk, context, { state, to: { jump: jump.rest, origin } });
    default:
      return unreachable(jump);
  }
}

const endKinds: readonly FlowEnd["kind"][] = ["returned", "fell-off", "threw", "signalled"];

function addEnd(walk: Walk, end: FlowEnd): void {
  const key = endKinds.indexOf(end.kind) * 2 ** 32 + (end.state >>> 0);
  const keys = walk.endKeys.get(end.node);
  if (keys === undefined) walk.endKeys.set(end.node, new Set([key]));
  else if (keys.has(key)) return;
  else keys.add(key);
  walk.ends.push(end);
}

function runFinalizer(
  walk: Walk,
  { finalizer }: Jump & { readonly kind: "run" },
  caller: Caller,
  state: PathState,
): void {
  const contexts = walk.contexts.get(finalizer) ?? { states: { first: state }, of: new Map() };
  walk.contexts.set(finalizer, contexts);
  const entered = noteState(contexts.states, state, walk.visitor.unite).state;
  let context = contexts.of.get(entered);
  if (context === undefined) {
    context = { id: nameOf(walk, {}), seen: new Map(), callers: new Map(), exits: new Map() };
    contexts.of.set(entered, context);
    admit(walk, context, finalizer.entry, entered);
  }
  const way = `${caller.context.id} ${nameOf(walk, caller.rest)}`;
  const key = keyOf(walk, way, { origin: caller.origin, known: context.callers.size });
  if (context.callers.has(key)) return;
  context.callers.set(key, caller);
  for (const exit of context.exits.values()) handBack(walk, exit, caller);
}

function leaveContext(walk: Walk, context: Context, exit: Exit): void {
  const { state, to } = exit;
  const way = `${state} ${to === undefined ? 0 : nameOf(walk, to.jump)}`;
  const key = keyOf(walk, way, { origin: to?.origin, known: context.exits.size });
  if (context.exits.has(key)) return;
  context.exits.set(key, exit);
  for (const caller of context.callers.values()) handBack(walk, exit, caller);
}

/** Tells ways apart by what sent them too; of very many that go the same way, not each. */
function keyOf(
  walk: Walk,
  way: string,
  { origin, known }: { readonly origin: JumpOrigin | undefined; readonly known: number },
): string {
  if (origin === undefined) return way;
  const node = known < originLimit ? nameOf(walk, origin.node) : 0;
  return `${way} ${origin.kind} ${node}`;
}

function handBack(walk: Walk, { state, to }: Exit, caller: Caller): void {
  const jump = to?.jump ?? caller.rest;
  follow(walk, caller.context, jump, { state, origin: to?.origin ?? caller.origin });
}

/** Numbers objects from 1, for keys. */
function nameOf({ ids }: Walk, object: object): number {
  const id = ids.get(object) ?? ids.size + 1;
  ids.set(object, id);
  return id;
}
