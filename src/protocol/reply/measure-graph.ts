import { overLimit, ReplyFault } from "./reply-fault.ts";
import type { ReplyGraph } from "./reply-graph.ts";

/** A value whose children are being counted, and how far. */
interface Counted {
  readonly children: readonly unknown[];
  next: number;
}

/**
 * Counts the decoded values as the tree that a reader of them sees: what is referred to twice counts
 * twice, and a cycle never ends. So neither a cycle nor a graph that doubles at each level gets
 * through, and the work is bounded by the budgets themselves.
 */
export function measureGraph(graph: ReplyGraph, root: readonly unknown[]): void {
  const { budgets } = graph.options;
  const open: Counted[] = [{ children: root, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.next === top.children.length) {
      open.pop();
      continue;
    }
    if (++graph.measured > budgets.maxNodes)
      throw overLimit(budgets, "maxNodes", "values, counted at each reference,");
    const children = childrenOf(graph, top.children[top.next++]);
    if (children === undefined) continue;
    if (open.length > budgets.maxDepth)
      throw new ReplyFault(
        `a cycle, or references nested deeper than ${budgets.maxDepth} (serverActions.maxDepth)`,
      );
    open.push({ children, next: 0 });
  }
}

function childrenOf(graph: ReplyGraph, value: unknown): readonly unknown[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return value;
  return Object.getPrototypeOf(value) === Object.prototype
    ? Object.values(value)
    : graph.behind.get(value);
}
