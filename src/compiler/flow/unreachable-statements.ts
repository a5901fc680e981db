import type { CallExpression, Statement } from "oxc-parser";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { buildFlowGraph } from "./build-flow-graph.ts";
import { exploreGraph } from "./explore-flow.ts";

/** Lists the statements of `fn` that stand after one which never lets control pass: of each run the first that would do something. What a constant condition skips is left out. */
export function unreachableStatements(
  fn: FunctionNode,
  signals: (call: CallExpression) => boolean = () => false,
): Statement[] {
  const graph = buildFlowGraph(fn);
  const { reached } = exploreGraph(graph, { initial: 0, after: (_, state) => state, signals });
  const isDead = (statement: Statement): boolean => {
    const point = graph.statements.get(statement);
    return point !== undefined && !reached.has(point);
  };
  return graph.lists
    .flatMap((list) => {
      const [first] = list;
      if (first === undefined || isDead(first)) return [];
      return list.find((statement) => isDead(statement) && doesSomething(statement)) ?? [];
    })
    .toSorted((one, other) => one.start - other.start);
}

const idle = new Set<Statement["type"]>([
  "BreakStatement",
  "ContinueStatement",
  "DebuggerStatement",
  "EmptyStatement",
  "FunctionDeclaration",
  "TSDeclareFunction",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
]);

function doesSomething(statement: Statement): boolean {
  if (statement.type === "ReturnStatement") return statement.argument !== null;
  if (statement.type === "VariableDeclaration")
    return statement.declarations.some(({ init }) => init !== null);
  if (statement.type === "BlockStatement") return statement.body.some(doesSomething);
  return !idle.has(statement.type);
}
