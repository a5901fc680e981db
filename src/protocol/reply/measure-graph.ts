import { ReplyFault } from "./reply-fault.ts";
import type { ReplyGraph } from "./reply-graph.ts";

/**
 * Counts the decoded values as the tree that a reader of them sees: what is referred to twice counts
 * twice, and a cycle never ends. So neither a cycle nor a graph that doubles at each level gets
 * through, and the work is bounded by the budgets themselves.
 */
export function measureGraph(graph: ReplyGraph, root: unknown): void {
  measureValue({ graph, nodes: 0 }, root, 0);
}

interface Measure {
  readonly graph: ReplyGraph;
  nodes: number;
}

function measureValue(measure: Measure, value: unknown, depth: number): void {
  const { maxNodes, maxDepth } = measure.graph.options.budgets;
  if (++measure.nodes > maxNodes)
    throw new ReplyFault(`more than ${maxNodes} values, counted at each reference (maxNodes)`);
  if (typeof value !== "object" || value === null) return;
  if (depth > maxDepth)
    throw new ReplyFault(`a cycle, or references nested deeper than ${maxDepth} (maxDepth)`);
  for (const child of childrenOf(measure.graph, value)) measureValue(measure, child, depth + 1);
}

function childrenOf(graph: ReplyGraph, value: object): Iterable<unknown> {
  if (Array.isArray(value)) return value;
  if (Object.getPrototypeOf(value) === Object.prototype) return Object.values(value);
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set) return value;
  const part = graph.behind.get(value);
  return part === undefined ? [] : part.slot;
}
