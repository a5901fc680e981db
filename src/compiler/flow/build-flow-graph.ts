import { withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { destructure, evaluate } from "./evaluate-expression.ts";
import { executeAll, executeDeferred } from "./execute-statement.ts";
import { leave, outermostFrame, pass, type FlowBuilder } from "./flow-builder.ts";
import type { FlowGraph } from "./flow-graph.ts";
import type { FlowVisitor } from "./flow-visitor.ts";

/** What a visitor says of the graph that it wants. */
export type FlowNeeds = Pick<FlowVisitor, "entersCallbacks" | "notices">;

/** Lays out all paths of `fn`, parameters first. Functions written in it are values, but for those that are called there. */
export function buildFlowGraph(
  fn: FunctionNode,
  { entersCallbacks = () => false, notices = () => true }: FlowNeeds = {},
): FlowGraph {
  const entry = pass();
  const builder: FlowBuilder = {
    at: entry,
    frame: outermostFrame,
    place: { fn, tries: [], loopDepth: 0 },
    chainEnd: undefined,
    awaited: new Set(),
    statements: new Map(),
    lists: [],
    tests: [],
    depth: 0,
    later: [],
    entered: new Set(),
    entersCallbacks,
    notices,
    runBody,
    runBlock: executeAll,
  };
  runBody(builder, fn);
  leave(builder, { kind: "fell-off", node: fn }, [{ kind: "end" }]);
  executeDeferred(builder);
  const { statements, lists, tests, entered } = builder;
  return { fn, entry, statements, lists, tests, entered };
}

function runBody(builder: FlowBuilder, fn: FunctionNode): void {
  for (const parameter of fn.params) destructure(builder, parameter);
  const { body } = fn;
  if (body === null) return;
  if (body.type === "BlockStatement") return executeAll(builder, body.body);
  if (builder.place.tries.length === 0) builder.awaited.add(withoutTypes(body));
  evaluate(builder, body);
  leave(builder, { kind: "returned", node: body }, [builder.frame.returns]);
}
