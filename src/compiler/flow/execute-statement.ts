import type {
  ForInStatement,
  ForOfStatement,
  Node,
  Statement,
  SwitchStatement,
  TryStatement,
  VariableDeclaration,
} from "oxc-parser";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { decide, destructure, evaluate } from "./evaluate-expression.ts";
import {
  advance,
  catchFrame,
  finallyFrame,
  inFinallyFrame,
  join,
  jumpTo,
  leave,
  pass,
  resume,
  step,
  targetFrame,
  type FlowBuilder,
} from "./flow-builder.ts";
import type { Finalizer, PassPoint, TryPlace } from "./flow-graph.ts";

/** Adds statements, one after the other. */
export function executeAll(builder: FlowBuilder, statements: readonly Statement[]): void {
  builder.lists.push(statements);
  for (const statement of statements) execute(builder, statement, []);
}

/** Deeper statements wait, so that the stack is never the limit. */
const depthLimit = 40;

/** Adds the statements that were too deep. */
export function executeDeferred(builder: FlowBuilder): void {
  for (let next = builder.later.pop(); next !== undefined; next = builder.later.pop()) {
    const { statement, labels, at, after, frame, place } = next;
    Object.assign(builder, { at, frame, place, chainEnd: undefined, depth: 0 });
    perform(builder, statement, labels);
    join(builder, after);
  }
}

/** Adds one statement; `labels` are those directly before it. */
function execute(builder: FlowBuilder, statement: Statement, labels: readonly string[]): void {
  const at = pass();
  advance(builder, at);
  builder.statements.set(statement, at);
  if (builder.depth >= depthLimit) {
    const { frame, place } = builder;
    const after = pass();
    builder.later.push({ statement, labels, at, after, frame, place });
    builder.at = after;
    return;
  }
  builder.depth += 1;
  perform(builder, statement, labels);
  builder.depth -= 1;
}

function perform(builder: FlowBuilder, node: Statement, labels: readonly string[]): void {
  // The table gives each type the executor of that type.
  const executor = executors[node.type] as
    | ((b: FlowBuilder, n: Node, l: readonly string[]) => void)
    | undefined;
  if (executor === undefined) evaluate(builder, node);
  else executor(builder, node, labels);
}

type Executor<T extends Node["type"]> = (
  builder: FlowBuilder,
  node: Node & { readonly type: T },
  labels: readonly string[],
) => void;

const executeIf: Executor<"IfStatement"> = (builder, node) => {
  const after = pass();
  const consequent = pass();
  const alternate = node.alternate === null ? after : pass();
  decide(builder, node.test, consequent, alternate);
  builder.at = consequent;
  execute(builder, node.consequent, []);
  join(builder, after);
  if (node.alternate !== null) {
    builder.at = alternate;
    execute(builder, node.alternate, []);
    join(builder, after);
  }
  builder.at = after;
};

interface Loop {
  readonly labels: readonly string[];
  readonly breakTo: PassPoint;
  readonly continueTo: PassPoint;
}

function runLoopBody(builder: FlowBuilder, loop: Loop, body: () => void): void {
  const { frame, place } = builder;
  builder.frame = targetFrame(frame, { ...loop, takesBreak: true });
  builder.place = { ...place, loopDepth: place.loopDepth + 1 };
  body();
  builder.frame = frame;
  builder.place = place;
}

const executeWhile: Executor<"WhileStatement"> = (builder, node, labels) => {
  const [head, body, after] = [pass(), pass(), pass()];
  advance(builder, head);
  runLoopBody(builder, { labels, breakTo: after, continueTo: head }, () => {
    decide(builder, node.test, body, after);
    builder.at = body;
    execute(builder, node.body, []);
  });
  join(builder, head);
  builder.at = after;
};

const executeDoWhile: Executor<"DoWhileStatement"> = (builder, node, labels) => {
  const [body, test, after] = [pass(), pass(), pass()];
  advance(builder, body);
  runLoopBody(builder, { labels, breakTo: after, continueTo: test }, () => {
    execute(builder, node.body, []);
    advance(builder, test);
    decide(builder, node.test, body, after);
  });
  builder.at = after;
};

const executeFor: Executor<"ForStatement"> = (builder, node, labels) => {
  const [head, body, update, after] = [pass(), pass(), pass(), pass()];
  if (node.init?.type === "VariableDeclaration") declare(builder, node.init);
  else if (node.init !== null) evaluate(builder, node.init);
  advance(builder, head);
  runLoopBody(builder, { labels, breakTo: after, continueTo: update }, () => {
    if (node.test === null) join(builder, body);
    else decide(builder, node.test, body, after);
    builder.at = body;
    execute(builder, node.body, []);
    advance(builder, update);
    if (node.update !== null) evaluate(builder, node.update);
  });
  join(builder, head);
  builder.at = after;
};

const executeForEach = (
  builder: FlowBuilder,
  node: ForInStatement | ForOfStatement,
  labels: readonly string[],
): void => {
  const [head, tail, after] = [pass(), pass(), pass()];
  // A list that is written out has a first round.
  const hasFirst = node.type === "ForOfStatement" && isFilled(node.right);
  evaluate(builder, node.right);
  advance(builder, head);
  runLoopBody(builder, { labels, breakTo: after, continueTo: tail }, () => {
    step(builder, node, node.type === "ForOfStatement" && node.await);
    if (!hasFirst) builder.at.next.push(after);
    if (node.left.type === "VariableDeclaration") declare(builder, node.left, true);
    else destructure(builder, node.left);
    execute(builder, node.body, []);
  });
  join(builder, tail);
  tail.next.push(head);
  if (hasFirst) tail.next.push(after);
  builder.at = after;
};

function isFilled(list: Node): boolean {
  const value = withoutTypes(list);
  const first = value.type === "ArrayExpression" ? value.elements[0] : undefined;
  return first !== undefined && first?.type !== "SpreadElement";
}

function declare(builder: FlowBuilder, node: VariableDeclaration, isGivenValue = false): void {
  for (const declarator of node.declarations) {
    if (declarator.init !== null) evaluate(builder, declarator.init);
    destructure(builder, declarator.id);
    // `let x;` sets it to nothing, each time; `var x;` leaves it as it is.
    if (declarator.init !== null || isGivenValue || node.kind === "let") step(builder, declarator);
  }
}

const executeSwitch = (
  builder: FlowBuilder,
  node: SwitchStatement,
  labels: readonly string[],
): void => {
  const after = pass();
  const bodies = node.cases.map(() => pass());
  let otherwise: PassPoint = after;
  evaluate(builder, node.discriminant);
  for (const [index, { test }] of node.cases.entries()) {
    const body = bodies[index] ?? after;
    if (test === null) otherwise = body;
    else {
      evaluate(builder, test);
      builder.at.next.push(body);
    }
  }
  join(builder, otherwise);
  const { frame } = builder;
  builder.frame = targetFrame(frame, { labels, takesBreak: true, breakTo: after });
  for (const [index, { consequent }] of node.cases.entries()) {
    advance(builder, bodies[index] ?? after);
    executeAll(builder, consequent);
  }
  builder.frame = frame;
  advance(builder, after);
};

const loops = new Set([
  "WhileStatement",
  "DoWhileStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
]);

const executeLabelled: Executor<"LabeledStatement"> = (builder, node, outer) => {
  const labels = [...outer, node.label.name];
  if (loops.has(node.body.type) || node.body.type === "LabeledStatement")
    return execute(builder, node.body, labels);
  const after = pass();
  const { frame } = builder;
  builder.frame = targetFrame(frame, { labels, takesBreak: false, breakTo: after });
  execute(builder, node.body, []);
  builder.frame = frame;
  advance(builder, after);
};

const executeTry = (builder: FlowBuilder, node: TryStatement): void => {
  const { frame, place } = builder;
  const after = pass();
  const finalizer: Finalizer | undefined = node.finalizer === null ? undefined : { entry: pass() };
  const guarded = finalizer === undefined ? frame : finallyFrame(frame, finalizer);
  const runPart = (part: TryPlace["part"], body: () => void): void => {
    builder.place = { ...place, tries: [...place.tries, { statement: node, part }] };
    body();
    builder.place = place;
  };
  const finish = (): void => {
    if (finalizer === undefined) return join(builder, after);
    leave(builder, { kind: "fell-off", node }, [
      { kind: "run", finalizer, rest: { kind: "to", point: after } },
    ]);
  };
  const handler = pass();
  // Anything may throw, if only a property of nothing: the handler is within reach.
  if (node.handler !== null) builder.at.next.push(handler);
  builder.frame = node.handler === null ? guarded : catchFrame(guarded, handler);
  runPart("block", () => execute(builder, node.block, []));
  finish();
  if (node.handler !== null) {
    const { param, body } = node.handler;
    builder.frame = guarded;
    builder.at = handler;
    runPart("handler", () => {
      if (param !== null) destructure(builder, param);
      execute(builder, body, []);
    });
    finish();
  }
  if (finalizer !== undefined && node.finalizer !== null) {
    const { finalizer: block } = node;
    builder.frame = inFinallyFrame(frame);
    builder.at = finalizer.entry;
    runPart("finalizer", () => execute(builder, block, []));
    resume(builder);
  }
  builder.frame = frame;
  builder.at = after;
};

const go =
  (kind: "break" | "continue") =>
  (builder: FlowBuilder, node: Node & { readonly label: { readonly name: string } | null }) => {
    const jump = jumpTo(builder.frame, kind, node.label?.name);
    leave(builder, { kind: "fell-off", node }, jump === undefined ? [] : [jump]);
  };

const nothing = (): void => undefined;

const executors: { readonly [T in Node["type"]]?: Executor<T> } = {
  BlockStatement: (builder, node) => executeAll(builder, node.body),
  BreakStatement: go("break"),
  ContinueStatement: go("continue"),
  DebuggerStatement: nothing,
  DoWhileStatement: executeDoWhile,
  EmptyStatement: nothing,
  ExpressionStatement: (builder, node) => evaluate(builder, node.expression),
  ForInStatement: executeForEach,
  ForOfStatement: executeForEach,
  ForStatement: executeFor,
  FunctionDeclaration: nothing,
  IfStatement: executeIf,
  LabeledStatement: executeLabelled,
  ReturnStatement: (builder, node) => {
    if (node.argument !== null) {
      // What becomes of a returned promise becomes of the function; a `try` around it sees nothing of that.
      if (builder.place.tries.length === 0) builder.awaited.add(withoutTypes(node.argument));
      evaluate(builder, node.argument);
    }
    step(builder, node);
    leave(builder, { kind: "returned", node }, [builder.frame.returns]);
  },
  SwitchStatement: executeSwitch,
  ThrowStatement: (builder, node) => {
    evaluate(builder, node.argument);
    step(builder, node);
    leave(builder, { kind: "threw", node }, builder.frame.throws);
  },
  TryStatement: executeTry,
  TSDeclareFunction: nothing,
  TSInterfaceDeclaration: nothing,
  TSTypeAliasDeclaration: nothing,
  VariableDeclaration: (builder, node) => {
    if (node.declare !== true) declare(builder, node);
  },
  WhileStatement: executeWhile,
};
