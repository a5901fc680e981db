import type {
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  Class,
  MemberExpression,
  NewExpression,
  Node,
  PrivateInExpression,
} from "oxc-parser";
import { childrenOf, isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import { callInline, enterCallbacks, enterOnce } from "./enter-function.ts";
import { advance, catchFrame, join, pass, step, test, type FlowBuilder } from "./flow-builder.ts";
import type { PassPoint } from "./flow-graph.ts";
import { readGroup, readReaction, type Reaction } from "./read-reaction.ts";

type Evaluator<T extends Node["type"]> = (
  builder: FlowBuilder,
  node: Node & { readonly type: T },
) => void;

/** Adds the evaluation of an expression: operands before what is done with them, left to right. */
export function evaluate(builder: FlowBuilder, node: Node): void {
  // The table gives each type the evaluator of that type.
  const evaluator = evaluators[node.type] as ((b: FlowBuilder, n: Node) => void) | undefined;
  if (evaluator === undefined) evaluateAll(builder, childrenOf(node));
  else evaluator(builder, node);
}

function evaluateAll(builder: FlowBuilder, nodes: readonly (Node | null)[]): void {
  for (const node of nodes) if (node !== null) evaluate(builder, node);
}

/** Adds the evaluation of a condition: goes to one of two places, and nothing follows by itself. */
export function decide(
  builder: FlowBuilder,
  node: Node,
  whenTrue: PassPoint,
  whenFalse: PassPoint,
): void {
  const inner = withoutTypes(node);
  if (inner.type === "UnaryExpression" && inner.operator === "!")
    return decide(builder, inner.argument, whenFalse, whenTrue);
  if (inner.type === "LogicalExpression" && inner.operator !== "??") {
    const right = pass();
    if (inner.operator === "&&") decide(builder, inner.left, right, whenFalse);
    else decide(builder, inner.left, whenTrue, right);
    builder.at = right;
    return decide(builder, inner.right, whenTrue, whenFalse);
  }
  if (inner.type === "ConditionalExpression") {
    const [consequent, alternate] = [pass(), pass()];
    decide(builder, inner.test, consequent, alternate);
    builder.at = consequent;
    decide(builder, inner.consequent, whenTrue, whenFalse);
    builder.at = alternate;
    return decide(builder, inner.alternate, whenTrue, whenFalse);
  }
  const skipped = pass();
  evaluateOr(builder, inner, skipped);
  const known = knownTruth(inner);
  if (known === undefined) test(builder, inner, whenTrue, whenFalse);
  else join(builder, known ? whenTrue : whenFalse);
  // A chain that came to nothing is a test that failed.
  if (inner.type !== "ChainExpression") return;
  builder.at = skipped;
  test(builder, inner, pass(), whenFalse);
}

function knownTruth(node: Node): boolean | undefined {
  if (node.type === "Literal") return "regex" in node || Boolean(node.value);
  if (
    isFunction(node) ||
    node.type === "ObjectExpression" ||
    node.type === "ArrayExpression" ||
    node.type === "NewExpression" ||
    node.type === "ClassExpression"
  )
    return true;
  return node.type === "UnaryExpression" && node.operator === "void" ? false : undefined;
}

/** Adds what a pattern evaluates when it takes a value apart: keys, defaults, and the owners of assigned members. */
export function destructure(builder: FlowBuilder, pattern: Node): void {
  const inner = withoutTypes(pattern);
  if (inner.type === "MemberExpression") reachMember(builder, inner);
  else if (inner.type === "RestElement") destructure(builder, inner.argument);
  else if (inner.type === "TSParameterProperty") destructure(builder, inner.parameter);
  else if (inner.type === "AssignmentPattern") {
    const after = pass();
    builder.at.next.push(after);
    evaluate(builder, inner.right);
    advance(builder, after);
    destructure(builder, inner.left);
  } else if (inner.type === "ArrayPattern") {
    for (const element of inner.elements) if (element !== null) destructure(builder, element);
  } else if (inner.type === "ObjectPattern") {
    for (const property of inner.properties) {
      if (property.type === "Property" && property.computed) evaluate(builder, property.key);
      destructure(builder, property.type === "Property" ? property.value : property);
    }
  }
}

/** Adds what must be known before a member can be read or assigned. */
function reachMember(builder: FlowBuilder, node: MemberExpression): void {
  evaluate(builder, node.object);
  if (node.optional) mayStopHere(builder);
  if (node.computed) evaluate(builder, node.property);
}

function mayStopHere(builder: FlowBuilder): void {
  if (builder.chainEnd !== undefined) builder.at.next.push(builder.chainEnd);
}

const evaluateCall: Evaluator<"CallExpression"> = (builder, node) => {
  const callee = withoutTypes(node.callee);
  if (isFunction(callee)) {
    evaluateAll(builder, node.arguments);
    callInline(builder, node, callee);
    return step(builder, node);
  }
  if (builder.awaited.has(node)) {
    const reaction = readReaction(node);
    if (reaction !== undefined) return evaluateReaction(builder, node, reaction);
    const group = readGroup(node);
    if (group !== undefined) return evaluateGroup(builder, node, group === "allSettled");
  }
  evaluate(builder, callee);
  if (node.optional) mayStopHere(builder);
  evaluateAll(builder, node.arguments);
  enterCallbacks(builder, node);
  step(builder, node, true);
};

/** Adds what is awaited as `promise.then(…)` and its like: the promise, then what runs because of it. */
function evaluateReaction(
  builder: FlowBuilder,
  node: CallExpression,
  { promise, whenFulfilled, whenRejected }: Reaction,
): void {
  const { frame } = builder;
  const [after, rejected] = [pass(), pass()];
  builder.awaited.add(withoutTypes(promise));
  if (whenRejected !== undefined) {
    // Any promise may reject.
    builder.at.next.push(rejected);
    builder.frame = catchFrame(frame, rejected);
  }
  evaluate(builder, promise);
  builder.frame = frame;
  const run = (handler: Node | undefined): void => {
    if (handler !== undefined && isFunction(handler) && !handler.generator)
      enterOnce(builder, node, handler);
    join(builder, after);
  };
  run(whenFulfilled);
  builder.at = rejected;
  if (whenRejected !== undefined) run(whenRejected);
  builder.at = after;
  step(builder, node, true);
}

/** Adds what is awaited as `Promise.all([…])` and its like; a settled one takes what its promises reject with. */
function evaluateGroup(builder: FlowBuilder, node: CallExpression, isSettled: boolean): void {
  const { frame } = builder;
  const promises = node.arguments.flatMap((argument): readonly (Node | null)[] => {
    const list = withoutTypes(argument);
    return list.type === "ArrayExpression" ? list.elements : [list];
  });
  for (const each of promises) {
    if (each === null) continue;
    const after = pass();
    builder.awaited.add(withoutTypes(each));
    if (isSettled) builder.frame = catchFrame(frame, after);
    evaluate(builder, each);
    builder.frame = frame;
    advance(builder, after);
  }
  step(builder, node, true);
}

const evaluateNew = (builder: FlowBuilder, node: NewExpression): void => {
  evaluate(builder, node.callee);
  evaluateAll(builder, node.arguments);
  step(builder, node, true);
};

/** Chains of operators are deep to the left; they are walked, not recursed into. */
const evaluateBinary = (
  builder: FlowBuilder,
  node: BinaryExpression | PrivateInExpression,
): void => {
  const chain = [node];
  let left: Node = node.left;
  for (; left.type === "BinaryExpression"; left = left.left) chain.push(left);
  evaluate(builder, left);
  for (const each of chain.toReversed()) {
    evaluate(builder, each.right);
    step(builder, each);
  }
};

const evaluateLogical: Evaluator<"LogicalExpression"> = (builder, node) => {
  const after = pass();
  const right = pass();
  if (node.operator === "&&") decide(builder, node.left, right, after);
  else if (node.operator === "||") decide(builder, node.left, after, right);
  else {
    evaluateOr(builder, withoutTypes(node.left), right);
    builder.at.next.push(after, right);
  }
  builder.at = right;
  evaluate(builder, node.right);
  advance(builder, after);
};

const evaluateConditional: Evaluator<"ConditionalExpression"> = (builder, node) => {
  const after = pass();
  const [consequent, alternate] = [pass(), pass()];
  decide(builder, node.test, consequent, alternate);
  builder.at = consequent;
  evaluate(builder, node.consequent);
  join(builder, after);
  builder.at = alternate;
  evaluate(builder, node.alternate);
  advance(builder, after);
};

const evaluateAssignment = (builder: FlowBuilder, node: AssignmentExpression): void => {
  const target = withoutTypes(node.left);
  const isPattern = target.type === "ArrayPattern" || target.type === "ObjectPattern";
  if (target.type === "MemberExpression") reachMember(builder, target);
  if (target.type === "MemberExpression" && node.operator !== "=") step(builder, target);
  const after = pass();
  const isLogical = ["&&=", "||=", "??="].includes(node.operator);
  if (isLogical) builder.at.next.push(after);
  evaluate(builder, node.right);
  if (isPattern) destructure(builder, target);
  step(builder, node);
  if (isLogical) advance(builder, after);
};

const evaluateChain: Evaluator<"ChainExpression"> = (builder, node) => {
  const after = pass();
  evaluateOr(builder, node, after);
  advance(builder, after);
};

/** Adds the evaluation of an expression; a chain that comes to nothing at a `?.` goes to `whenNullish`. */
function evaluateOr(builder: FlowBuilder, node: Node, whenNullish: PassPoint): void {
  if (node.type !== "ChainExpression") return evaluate(builder, node);
  const outer = builder.chainEnd;
  builder.chainEnd = whenNullish;
  evaluate(builder, node.expression);
  builder.chainEnd = outer;
}

/** An awaited call fails as one with its call: whoever sees the failure sees the state before the call. */
const evaluateAwait: Evaluator<"AwaitExpression"> = (builder, node) => {
  let value = withoutTypes(node.argument);
  if (value.type === "ChainExpression") value = withoutTypes(value.expression);
  builder.awaited.add(value);
  evaluate(builder, node.argument);
  step(builder, node, !calls.has(value.type));
};

const calls = new Set<Node["type"]>([
  "CallExpression",
  "ImportExpression",
  "NewExpression",
  "TaggedTemplateExpression",
]);

const evaluateMember = (builder: FlowBuilder, node: MemberExpression): void => {
  reachMember(builder, node);
  step(builder, node);
};

/** Of a class, its keys are evaluated first, then what is static. */
const evaluateClass = (builder: FlowBuilder, node: Class): void => {
  evaluateAll(builder, node.decorators);
  if (node.superClass !== null) evaluate(builder, node.superClass);
  for (const member of node.body.body)
    if ("computed" in member && member.computed) evaluate(builder, member.key);
  for (const member of node.body.body) {
    if (member.type === "StaticBlock") evaluate(builder, member);
    else if (member.type === "PropertyDefinition" || member.type === "AccessorProperty")
      evaluateAll(builder, member.static ? [member.value] : []);
  }
};

const evaluateThenStep = (builder: FlowBuilder, node: Node): void => {
  evaluateAll(builder, childrenOf(node));
  step(builder, node);
};

const evaluateThenRisk = (builder: FlowBuilder, node: Node): void => {
  evaluateAll(builder, childrenOf(node));
  step(builder, node, true);
};

const evaluateFields = (builder: FlowBuilder, node: { readonly children: Node[] }): void =>
  evaluateAll(builder, node.children);

const nothing = (): void => undefined;

const evaluators: { readonly [T in Node["type"]]?: Evaluator<T> } = {
  Identifier: nothing,
  Literal: nothing,
  MetaProperty: nothing,
  FunctionDeclaration: nothing,
  FunctionExpression: nothing,
  ArrowFunctionExpression: nothing,
  ArrayExpression: (builder, node) => evaluateAll(builder, node.elements),
  AssignmentExpression: evaluateAssignment,
  AwaitExpression: evaluateAwait,
  BinaryExpression: evaluateBinary,
  CallExpression: evaluateCall,
  ChainExpression: evaluateChain,
  ClassDeclaration: evaluateClass,
  ClassExpression: evaluateClass,
  ConditionalExpression: evaluateConditional,
  ImportExpression: evaluateThenRisk,
  LogicalExpression: evaluateLogical,
  MemberExpression: evaluateMember,
  NewExpression: evaluateNew,
  Property: (builder, node) => {
    if (node.computed) evaluate(builder, node.key);
    evaluate(builder, node.value);
  },
  StaticBlock: (builder, node) => builder.runBlock(builder, node.body),
  TaggedTemplateExpression: evaluateThenRisk,
  UnaryExpression: (builder, node) => {
    evaluate(builder, node.argument);
    if (node.operator !== "!") step(builder, node);
  },
  UpdateExpression: evaluateThenStep,
  YieldExpression: evaluateThenRisk,
  JSXElement: (builder, node) => {
    evaluateAll(builder, node.openingElement.attributes);
    evaluateFields(builder, node);
    step(builder, node);
  },
  JSXFragment: evaluateFields,
  JSXAttribute: (builder, node) => {
    if (node.value !== null) evaluate(builder, node.value);
  },
  JSXText: nothing,
};
