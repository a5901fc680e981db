import type { Node } from "oxc-parser";
import { childrenOf, isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import { bindingNames } from "../scan/binding-names.ts";
import type { FlowGraph } from "./flow-graph.ts";
import type { FlowVisitor, PathState } from "./flow-visitor.ts";

/**
 * Makes a visitor that also knows, of a few local variables, whether they are truthy: with
 * `let target = null; … target = "/posts"; … if (target) redirect(target)` no path sets `target` and
 * passes by the redirect. What it knows is kept above the 32 bits of the rule's own state.
 */
export function trackTruth(graph: FlowGraph, visitor: FlowVisitor): FlowVisitor {
  const names = trackedNames(graph);
  if (names.length === 0) return visitor;
  const results = new Map<Node, Map<PathState, readonly PathState[]>>();
  const { assume, failed, entering, unite } = visitor;
  return {
    ...visitor,
    after: (node, packed, place) => {
      const state = pathStateOf(packed);
      const known = results.get(node) ?? new Map<PathState, readonly PathState[]>();
      const states = known.get(state) ?? [visitor.after(node, state, place)].flat();
      results.set(node, known.set(state, states));
      const truths = assigned(names, node, truthsOf(packed));
      return states.map((each) => pack(each, truths));
    },
    assume: (test, isTruthy, packed) => {
      const state = pathStateOf(packed);
      const assumed = assume === undefined ? state : assume(test, isTruthy, state);
      const truths = tested(names, { test, isTruthy }, truthsOf(packed));
      return assumed === undefined || truths === undefined ? undefined : pack(assumed, truths);
    },
    failed: (node, packed, place) =>
      failed === undefined
        ? packed
        : pack(failed(node, pathStateOf(packed), place), truthsOf(packed)),
    entering: (call, packed) =>
      entering === undefined ? packed : pack(entering(call, pathStateOf(packed)), truthsOf(packed)),
    unite: (one, other) => {
      const [a, b] = [pathStateOf(one), pathStateOf(other)];
      return pack(unite === undefined ? a | b : unite(a, b), 0);
    },
  };
}

const range = 2 ** 32;

/** Returns the rule's own part of a state. */
export function pathStateOf(packed: number): PathState {
  return (packed % range) | 0;
}

function truthsOf(packed: number): number {
  return Math.floor(packed / range);
}

function pack(state: PathState, truths: number): number {
  return (state >>> 0) + truths * range;
}

/** What is known of one variable: two bits. */
const unknown = 0;
const truthy = 1;
const falsy = 2;

function truthAt(truths: number, index: number): number {
  return (truths >> (2 * index)) & 3;
}

function withTruth(truths: number, index: number, truth: number): number {
  return (truths & ~(3 << (2 * index))) | (truth << (2 * index));
}

function assigned(names: readonly string[], node: Node, truths: number): number {
  if (node.type === "VariableDeclarator" && node.id.type === "Identifier") {
    const index = names.indexOf(node.id.name);
    const truth = node.init === null ? falsy : truthOf(node.init);
    return index < 0 ? truths : withTruth(truths, index, truth);
  }
  if (node.type !== "AssignmentExpression" && node.type !== "UpdateExpression") return truths;
  const target = withoutTypes(node.type === "UpdateExpression" ? node.argument : node.left);
  const index = target.type === "Identifier" ? names.indexOf(target.name) : -1;
  if (index < 0) return truths;
  const isPlain = node.type === "AssignmentExpression" && node.operator === "=";
  return withTruth(truths, index, isPlain ? truthOf(node.right) : unknown);
}

function truthOf(node: Node): number {
  const inner = withoutTypes(node);
  if (inner.type === "Literal") return "regex" in inner || Boolean(inner.value) ? truthy : falsy;
  if (inner.type === "Identifier") return inner.name === "undefined" ? falsy : unknown;
  if (inner.type === "TemplateLiteral")
    return inner.quasis.some(({ value }) => value.raw !== "") ? truthy : unknown;
  const isObject =
    isFunction(inner) ||
    ["ObjectExpression", "ArrayExpression", "NewExpression"].includes(inner.type);
  return isObject ? truthy : unknown;
}

function tested(
  names: readonly string[],
  { test, isTruthy }: { readonly test: Node; readonly isTruthy: boolean },
  truths: number,
): number | undefined {
  const index = test.type === "Identifier" ? names.indexOf(test.name) : -1;
  if (index < 0) return truths;
  const truth = isTruthy ? truthy : falsy;
  const known = truthAt(truths, index);
  if (known !== unknown && known !== truth) return undefined;
  return withTruth(truths, index, truth);
}

/** Each variable may triple the states of a place: few are enough. */
const nameLimit = 3;

/** Local variables that are tested twice, or tested and set to what is known; declared once, and changed by no function that runs at another time. */
function trackedNames(graph: FlowGraph): string[] {
  const names = graph.tests.flatMap((test) => (test.type === "Identifier" ? [test.name] : []));
  if (names.length === 0) return [];
  const uses = usesIn(graph);
  return [...new Set(names)]
    .filter((name) => {
      const isVariable = uses.declared.filter((each) => each === name).length === 1;
      const chances = [...names, ...uses.known].filter((each) => each === name).length;
      return isVariable && !uses.barred.has(name) && chances > 1;
    })
    .slice(0, nameLimit);
}

interface Uses {
  /** Names of plain variables, one entry per declaration. */
  readonly declared: string[];
  /** Names that are set to what is known, one entry each time. */
  readonly known: string[];
  readonly barred: Set<string>;
}

function usesIn(graph: FlowGraph): Uses {
  const uses: Uses = { declared: [], known: [], barred: new Set() };
  const open: { readonly node: Node; readonly isLater: boolean }[] = [
    { node: graph.fn, isLater: false },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    const isOther = isFunction(node) && node !== graph.fn && !graph.entered.has(node);
    const isLater = next.isLater || isOther;
    noteUse(uses, node, isLater);
    for (const child of childrenOf(node)) open.push({ node: child, isLater });
  }
  return uses;
}

function noteUse(uses: Uses, node: Node, isLater: boolean): void {
  const isDeclarator = node.type === "VariableDeclarator";
  if (!isDeclarator && node.type !== "AssignmentExpression") {
    for (const pattern of patternsOf(node, isLater)) bar(uses, pattern);
    return;
  }
  const target = isDeclarator ? node.id : withoutTypes(node.left);
  if (isLater || target.type !== "Identifier") return bar(uses, target);
  const value = isDeclarator ? node.init : node.right;
  if (isDeclarator) uses.declared.push(target.name);
  if (value === null || truthOf(value) !== unknown) uses.known.push(target.name);
}

function bar(uses: Uses, pattern: Node): void {
  for (const { name } of bindingNames(pattern)) uses.barred.add(name);
}

/** What a node declares or sets in a way that is not followed. */
function patternsOf(node: Node, isLater: boolean): Node[] {
  if (isFunction(node)) return node.id === null ? node.params : [...node.params, node.id];
  if (node.type === "ForInStatement" || node.type === "ForOfStatement")
    return loopTargets(node.left);
  if (node.type === "UpdateExpression") return isLater ? [withoutTypes(node.argument)] : [];
  if (node.type === "CatchClause") return node.param === null ? [] : [node.param];
  return node.type === "ClassDeclaration" && node.id !== null ? [node.id] : [];
}

function loopTargets(left: Node): Node[] {
  return left.type === "VariableDeclaration" ? left.declarations.map(({ id }) => id) : [left];
}
