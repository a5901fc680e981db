import { parsePartNumber } from "./part-number.ts";
import { overLimit, quote, ReplyFault } from "./reply-fault.ts";
import { unresolved, type ReplyGraph } from "./reply-graph.ts";
import { setProperty } from "./walk-model.ts";

const indexPattern = /^(?:0|[1-9][0-9]{0,8})$/u;

/** Fills every slot that waits for a reference. */
export function resolveReferences(graph: ReplyGraph): void {
  // All are found before the first is filled in, so that none leads through another.
  const targets = graph.pendingReferences.map(({ text }) => findTarget(graph, text));
  for (const [index, { holder, key }] of graph.pendingReferences.entries())
    setProperty(holder, key, targets[index]);
}

/** Fills every Map and Set, whose items are complete. */
export function fillCollections(graph: ReplyGraph): void {
  for (const collection of graph.pendingCollections) {
    if (collection.kind === "set") {
      for (const item of collection.items) collection.target.add(item);
      continue;
    }
    for (const pair of collection.items) {
      if (!Array.isArray(pair) || pair.length !== 2)
        throw new ReplyFault("an entry of a Map that is no pair");
      collection.target.set(pair[0], pair[1]);
    }
  }
}

/** React's encoder refers to where it wrote an object first, so the way there leads through no other reference. */
function findTarget(graph: ReplyGraph, text: string): unknown {
  const [part, ...segments] = splitPath(graph, text.slice(1));
  const id = parsePartNumber(part ?? "");
  if (id === undefined) throw new ReplyFault(`the reference ${quote(text)}`);
  const start = graph.parts.get(id);
  if (start === undefined) throw new ReplyFault(`${quote(text)} refers to a missing part`);
  if (start.role === "unused" || start.role === "file" || start.role === "action")
    throw new ReplyFault(`${quote(text)} leads into a part that holds no model`);
  let value: unknown = start.slot[0];
  for (const segment of segments) value = step(value, segment, text);
  if (value === unresolved || graph.boundActions.has(value))
    throw new ReplyFault(`${quote(text)} refers to a reference`);
  if (value === null || (typeof value !== "object" && typeof value !== "function"))
    throw new ReplyFault(`${quote(text)} refers to no object`);
  return value;
}

function step(value: unknown, segment: string, text: string): unknown {
  if (Array.isArray(value)) {
    if (indexPattern.test(segment) && Number(segment) < value.length) return value[Number(segment)];
  } else if (isPlainObject(value) && Object.hasOwn(value, segment)) {
    return value[segment];
  }
  throw new ReplyFault(`${quote(text)} leads nowhere`);
}

/** Splits `1:a:0`; counted before it is cut, so that no path makes a long list. */
function splitPath(graph: ReplyGraph, path: string): string[] {
  const { budgets } = graph.options;
  let segments = 0;
  for (let at = path.indexOf(":"); at !== -1; at = path.indexOf(":", at + 1))
    if (++segments > budgets.maxPathSegments)
      throw overLimit(budgets, "maxPathSegments", "segments of a path");
  return path.split(":");
}

/** Tells whether `value` is an object as JSON makes them; the slot's stand-in is none. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    value !== unresolved &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
