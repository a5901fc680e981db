import { quote, ReplyFault } from "./reply-fault.ts";
import {
  countReference,
  parsePart,
  takeWalked,
  type NumberedPart,
  type ReplyGraph,
} from "./reply-graph.ts";

/** `$@1`: a promise of what another part holds. */
export function readPromise(graph: ReplyGraph, id: number, depth: number): Promise<unknown> {
  countReference(graph);
  const part = takeWalked(graph, { id, role: "model", depth });
  if (part.promise === undefined) {
    part.promise = settleLater();
    graph.behind.set(part.promise.promise, part.slot);
  }
  return part.promise.promise;
}

/** `$1`: all that another part holds. */
export function readWhole(graph: ReplyGraph, id: number, depth: number): void {
  countReference(graph);
  takeWalked(graph, { id, role: "model", depth });
}

/** `$Q1`, `$W1`, `$i1`: a Map, a Set or an iterator over the array of another part, which nothing else may use. */
export function readCollection(
  graph: ReplyGraph,
  tag: { readonly text: string; readonly id: number; readonly depth: number },
): object {
  countReference(graph);
  const part = takeWalked(graph, { ...tag, role: "collection" });
  const items = parsePart(part);
  if (!Array.isArray(items))
    throw new ReplyFault(`part ${tag.id} is no array (${quote(tag.text)})`);
  part.slot[0] = items;
  const collection = collect(graph, tag.text, items);
  graph.behind.set(collection, items);
  return collection;
}

function collect(graph: ReplyGraph, text: string, items: unknown[]): object {
  if (text.startsWith("$i")) return items.values();
  if (text.startsWith("$Q")) {
    const target = new Map<unknown, unknown>();
    graph.pendingCollections.push({ kind: "map", target, items });
    return target;
  }
  const target = new Set<unknown>();
  graph.pendingCollections.push({ kind: "set", target, items });
  return target;
}

function settleLater(): NonNullable<NumberedPart["promise"]> {
  let settle: (value: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
