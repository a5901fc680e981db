import { parseActionId } from "../action-id.ts";
import { quote, ReplyFault } from "./reply-fault.ts";
import {
  countReference,
  parsePart,
  takePart,
  type NumberedPart,
  type PartRole,
  type ReplyGraph,
} from "./reply-graph.ts";

/** `$@1`: a promise of what another part holds. */
export function readPromise(graph: ReplyGraph, id: number, depth: number): Promise<unknown> {
  const part = takeWalked(graph, { id, role: "model", depth });
  if (part.promise === undefined) {
    part.promise = settleLater();
    graph.behind.set(part.promise.promise, part);
  }
  return part.promise.promise;
}

/** `$1`: all that another part holds. */
export function readWhole(graph: ReplyGraph, id: number, depth: number): void {
  takeWalked(graph, { id, role: "model", depth });
}

/** `$Q1`, `$W1`, `$i1`: a Map, a Set or an iterator over the array of another part, which nothing else may use. */
export function readCollection(
  graph: ReplyGraph,
  tag: { readonly text: string; readonly id: number; readonly depth: number },
): object {
  const part = takeWalked(graph, { ...tag, role: "collection" });
  const items = parsePart(part);
  if (!Array.isArray(items))
    throw new ReplyFault(`part ${tag.id} is no array (${quote(tag.text)})`);
  part.slot[0] = items;
  if (tag.text.startsWith("$Q")) {
    const target = new Map<unknown, unknown>();
    graph.pendingCollections.push({ kind: "map", target, items });
    return target;
  }
  if (tag.text.startsWith("$W")) {
    const target = new Set<unknown>();
    graph.pendingCollections.push({ kind: "set", target, items });
    return target;
  }
  const iterator = items[Symbol.iterator]();
  graph.behind.set(iterator, part);
  return iterator;
}

/** `$h1`: a server reference. Only a listed action without bound arguments is accepted. */
export function readAction(graph: ReplyGraph, id: number): unknown {
  countReference(graph);
  const known = graph.parts.get(id)?.role === "action";
  const part = takePart(graph, id, "action");
  if (!known) part.slot[0] = findAction(graph, part);
  return part.slot[0];
}

function findAction(graph: ReplyGraph, part: NumberedPart): unknown {
  const descriptor = parsePart(part);
  if (typeof descriptor !== "object" || descriptor === null || Array.isArray(descriptor))
    throw new ReplyFault(`part ${part.id} is no description of an action`);
  const { id: text, bound, ...rest }: { id?: unknown; bound?: unknown } = descriptor;
  if (typeof text !== "string" || bound === undefined || Object.keys(rest).length > 0)
    throw new ReplyFault(`part ${part.id} is no description of an action`);
  if (bound !== null)
    throw new ReplyFault(`part ${part.id}: an action with bound arguments is not accepted`);
  const id = parseActionId(text);
  if (id === undefined) throw new ReplyFault(`part ${part.id}: the action id ${quote(text)}`);
  const action = graph.options.findReference(id);
  if (action === undefined) throw new ReplyFault(`part ${part.id}: the action ${id} is not listed`);
  return action;
}

/** Takes a part and has it walked once, one level below where it is referred to. */
function takeWalked(
  graph: ReplyGraph,
  use: { readonly id: number; readonly role: PartRole; readonly depth: number },
): NumberedPart {
  countReference(graph);
  const fresh = graph.parts.get(use.id)?.role === "unused";
  const part = takePart(graph, use.id, use.role);
  if (fresh) graph.queue.push({ part, depth: use.depth + 1 });
  return part;
}

function settleLater(): NonNullable<NumberedPart["promise"]> {
  let settle: (value: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
