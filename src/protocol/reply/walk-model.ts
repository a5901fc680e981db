import { readTag } from "./read-tag.ts";
import { ReplyFault } from "./reply-fault.ts";
import type { ReplyGraph } from "./reply-graph.ts";

const DOLLAR = 36;

/** Containers are walked in place: what JSON already says stays, only tagged strings are replaced. */
export function walkContainer(graph: ReplyGraph, container: object, depth: number): void {
  const { maxDepth } = graph.options.budgets;
  if (depth > maxDepth) throw new ReplyFault(`values nested deeper than ${maxDepth} (maxDepth)`);
  if (Array.isArray(container)) walkArray(graph, container, depth);
  // What JSON.parse makes is an array or a plain object.
  else walkObject(graph, container as Record<string, unknown>, depth);
}

function walkArray(graph: ReplyGraph, array: unknown[], depth: number): void {
  countNodes(graph, array.length);
  for (let index = 0; index < array.length; index++) {
    const value = array[index];
    if (typeof value === "string") {
      if (value.charCodeAt(0) !== DOLLAR) continue;
      graph.path[depth] = index;
      array[index] = readTag(graph, value, { holder: array, key: index, depth });
    } else if (typeof value === "object" && value !== null) {
      graph.path[depth] = index;
      walkContainer(graph, value, depth + 1);
    }
  }
}

function walkObject(graph: ReplyGraph, object: Record<string, unknown>, depth: number): void {
  const keys = Object.keys(object);
  countNodes(graph, keys.length);
  for (const key of keys) {
    if (key === "__proto__") throw new ReplyFault("an object with the key __proto__");
    const value = object[key];
    if (typeof value === "string") {
      if (value.charCodeAt(0) === DOLLAR) walkTagged(graph, object, key, depth);
    } else if (typeof value === "object" && value !== null) {
      graph.path[depth] = key;
      walkContainer(graph, value, depth + 1);
    }
  }
}

function walkTagged(
  graph: ReplyGraph,
  object: Record<string, unknown>,
  key: string,
  depth: number,
): void {
  graph.path[depth] = key;
  const value = readTag(graph, String(object[key]), { holder: object, key, depth });
  // As React's own decoder does: a property that is undefined is left out.
  if (value === undefined) delete object[key];
  else setProperty(object, key, value);
}

/** Writes a decoded property; anything callable under `then` would run when the arguments are awaited. */
export function setProperty(holder: object, key: string | number, value: unknown): void {
  if (key === "then" && typeof value === "function")
    throw new ReplyFault("an object whose key then is callable");
  Reflect.set(holder, key, value);
}

/** Counts values; more than the budget of the whole body is a fault. */
export function countNodes(graph: ReplyGraph, count: number): void {
  const { maxNodes } = graph.options.budgets;
  graph.nodes += count;
  if (graph.nodes > maxNodes) throw new ReplyFault(`more than ${maxNodes} values (maxNodes)`);
}
