import { findListed } from "./read-action.ts";
import type { BoundAction, ReplyGraph } from "./reply-graph.ts";
import { setProperty } from "./walk-model.ts";

/**
 * Makes every action that came with bound arguments and puts it where it is used.
 * The graph was measured before, so that no action is bound to itself and none nests too deep.
 */
export function makeBoundActions(graph: ReplyGraph): void {
  for (const action of graph.boundActions.values()) makeAction(graph, action);
}

/** What is bound directly is made first, because binding copies the list. */
function makeAction(graph: ReplyGraph, action: BoundAction): void {
  if (action.made !== undefined) return;
  for (const value of action.bound) {
    const inner = graph.boundActions.get(value);
    if (inner !== undefined) makeAction(graph, inner);
  }
  action.made = findListed(graph, action.id, action.bound);
  for (const { holder, key } of action.uses) setProperty(holder, key, action.made);
}
