import { readTag } from "./read-tag.ts";
import { overLimit, ReplyFault } from "./reply-fault.ts";
import type { ReplyGraph } from "./reply-graph.ts";

const DOLLAR = 36;

/** A container that is being walked, and how far. */
interface Walk {
  readonly holder: object;
  /** Of an object its keys; undefined for an array. */
  readonly keys: readonly string[] | undefined;
  readonly depth: number;
  /** The container that this one lies in. */
  readonly outer: Walk | undefined;
  next: number;
}

/**
 * Walks a container in place: what JSON already says stays, only tagged strings are replaced.
 * A loop and not a recursion, so that no configured depth meets the end of the stack.
 */
export function walkContainer(graph: ReplyGraph, container: object, depth: number): void {
  let walk: Walk | undefined = enter(graph, container, depth, undefined);
  while (walk !== undefined) {
    const inner: object | undefined =
      walk.keys === undefined ? walkArray(graph, walk) : walkObject(graph, walk, walk.keys);
    walk = inner === undefined ? walk.outer : enter(graph, inner, walk.depth + 1, walk);
  }
}

function enter(graph: ReplyGraph, holder: object, depth: number, outer: Walk | undefined): Walk {
  const { budgets } = graph.options;
  if (depth > budgets.maxDepth) throw overLimit(budgets, "maxDepth", "levels of nesting");
  // What JSON.parse makes is an array or a plain object.
  const keys = Array.isArray(holder) ? undefined : Object.keys(holder);
  countNodes(graph, Array.isArray(holder) ? holder.length : (keys?.length ?? 0));
  return { holder, keys, depth, outer, next: 0 };
}

/** Walks on until an element that is a container itself; undefined at the end. */
function walkArray(graph: ReplyGraph, walk: Walk): object | undefined {
  const { depth } = walk;
  const array = walk.holder as unknown[]; // without keys, see `enter`
  for (let index = walk.next; index < array.length; index++) {
    const value = array[index];
    if (typeof value === "string") {
      if (value.charCodeAt(0) !== DOLLAR) continue;
      graph.path[depth] = index;
      array[index] = readTag(graph, value, { holder: array, key: index, depth });
    } else if (typeof value === "object" && value !== null) {
      graph.path[depth] = index;
      walk.next = index + 1;
      return value;
    }
  }
  return undefined;
}

/** Walks on until a property that is a container itself; undefined at the end. */
function walkObject(graph: ReplyGraph, walk: Walk, keys: readonly string[]): object | undefined {
  const { depth } = walk;
  const object = walk.holder as Record<string, unknown>; // with keys, see `enter`
  for (let index = walk.next; index < keys.length; index++) {
    const key = keys[index] ?? "";
    if (key === "__proto__") throw new ReplyFault("an object with the key __proto__");
    const value = object[key];
    if (typeof value === "string") {
      if (value.charCodeAt(0) !== DOLLAR) continue;
      graph.path[depth] = key;
      const read = readTag(graph, value, { holder: object, key, depth });
      // As React's own decoder does: a property that is undefined is left out.
      if (read === undefined) delete object[key];
      else setProperty(object, key, read);
    } else if (typeof value === "object" && value !== null) {
      graph.path[depth] = key;
      walk.next = index + 1;
      return value;
    }
  }
  return undefined;
}

/** Writes a decoded property; anything callable under `then` would run when the arguments are awaited. */
export function setProperty(holder: object, key: string | number, value: unknown): void {
  if (key === "then" && typeof value === "function")
    throw new ReplyFault("an object whose key then is callable");
  // No holder has the key __proto__, and none is frozen.
  (holder as Record<string | number, unknown>)[key] = value;
}

/** Counts values; more than the budget of the whole body is a fault, and is not walked. */
export function countNodes(graph: ReplyGraph, count: number): void {
  const { budgets } = graph.options;
  if (graph.nodes + count > budgets.maxNodes) throw overLimit(budgets, "maxNodes", "values");
  graph.nodes += count;
}
