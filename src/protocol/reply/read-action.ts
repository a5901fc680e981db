import { parseActionId, type ActionId } from "../action-id.ts";
import { readActionDescriptor } from "./action-descriptor.ts";
import { notAccepted, overLimit, quote, ReplyFault } from "./reply-fault.ts";
import {
  countReference,
  parsePart,
  takePart,
  takeWalked,
  type NumberedPart,
  type ReplyGraph,
} from "./reply-graph.ts";
import type { TagSlot } from "./tag-slot.ts";

/**
 * `$h1`: a server reference. A listed action is accepted always, with bound arguments only where
 * the action that is called takes them. That one is made last: what is bound must be known.
 */
export function readAction(graph: ReplyGraph, id: number, slot: TagSlot): unknown {
  countReference(graph);
  const known = graph.parts.get(id)?.role === "action";
  const part = takePart(graph, id, "action");
  if (!known) part.slot[0] = findAction(graph, part, slot.depth);
  graph.boundActions.get(part.slot[0])?.uses.push(slot);
  return part.slot[0];
}

function findAction(graph: ReplyGraph, part: NumberedPart, depth: number): unknown {
  const what = `part ${part.id}`;
  const { id: text, bound } = readActionDescriptor(parsePart(part), what);
  const id = parseActionId(text);
  if (id === undefined) throw new ReplyFault(`${what}: the action id ${quote(text)}`);
  if (bound === undefined) return findListed(graph, id, null);
  if (graph.options.accepts?.includes("references") !== true)
    throw notAccepted("references", `${what} is an action with bound arguments`);
  return holdPlace(graph, id, takeBound(graph, bound, depth));
}

/** The bound arguments: an array by itself, like the arguments of a call. */
function takeBound(graph: ReplyGraph, id: number, depth: number): readonly unknown[] {
  const { budgets } = graph.options;
  const part = takeWalked(graph, { id, role: "bound", depth });
  const values = part.slot[0] ?? parsePart(part);
  if (!Array.isArray(values)) throw new ReplyFault(`part ${id}, bound arguments, is no array`);
  if (values.length > budgets.maxArguments)
    throw overLimit(budgets, "maxArguments", "bound arguments");
  part.slot[0] = values;
  return values;
}

function holdPlace(graph: ReplyGraph, id: ActionId, bound: readonly unknown[]): object {
  const place: object = Object.freeze(Object.create(null));
  graph.boundActions.set(place, { id, bound, uses: [], made: undefined });
  graph.behind.set(place, bound);
  return place;
}

/** Finds an action by its id; one that is not listed is a fault. */
export function findListed(
  graph: ReplyGraph,
  id: ActionId,
  bound: readonly unknown[] | null,
): unknown {
  const action = graph.options.findReference(id, bound);
  if (action === undefined) throw new ReplyFault(`the action ${id} is not listed`);
  return action;
}
