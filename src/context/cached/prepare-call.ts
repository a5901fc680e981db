import {
  readValueBody,
  writeCacheKey,
  writeValueBody,
  type CacheEntry,
  type CacheKey,
} from "../../cache/cached-values.ts";
import { writeValues } from "../../protocol/values/index.ts";
import type { RequestCache } from "../request-store.ts";
import { separateArguments, type SeparatedArguments } from "./separate-arguments.ts";
import { uncacheable } from "./uncacheable.ts";

/**
 * What a cached function closes over, and how that is written in the source; in development also `import.meta` of its
 * module, another one after an edit of anything that the module imports.
 */
export type Closure = readonly [
  names: readonly string[],
  read: () => readonly unknown[],
  module?: object,
];

/** A call of a function with `"use cache"`, as compiled code makes it. */
export interface CompiledCall {
  /** File and name, e.g. `app/posts.ts#list`. */
  readonly id: string;
  readonly closure: Closure;
  readonly args: readonly unknown[];
  readonly run: (...args: unknown[]) => unknown;
}

/** A call whose value can be looked up. */
export interface PreparedCall {
  readonly key: CacheKey;
  /** Runs the function, and writes down what it returns. */
  readonly make: () => Promise<Uint8Array>;
  /** Gives the value anew, with what this caller handed through. */
  readonly read: (entry: CacheEntry) => Promise<unknown>;
}

/**
 * Makes the key of a call, of the function's id, of what it closes over and of its arguments, but for elements, functions
 * and instances among them: those pass through unread.
 * @throws UsageError `uncacheable-value` (as a rejection)
 */
export async function prepareCall(
  { id, closure, args, run }: CompiledCall,
  cache: RequestCache,
): Promise<PreparedCall> {
  const separated = await separateArguments(args);
  const [names, readClosure, module] = closure;
  const captured = writeValues(readClosure(), { names });
  if (!captured.ok) throw uncacheable(id, "capture", captured.error);
  const written = writeValues(separated.plain);
  if (!written.ok) throw uncacheable(id, "argument", written.error);
  const edition = module === undefined ? [] : [editionOf(module)];
  const parts = [id, ...edition, captured.value, separated.places, written.value];
  return {
    key: writeCacheKey(["use cache", cache.buildId, ...parts]),
    make: async () => writeBody(id, await run(...separated.given), cache, separated),
    read: (entry) => readBody(entry, cache, separated),
  };
}

/** By `import.meta`: what an evaluation made is its own, that of an earlier process included. */
const editions = new WeakMap<object, string>();

function editionOf(module: object): string {
  const edition = editions.get(module) ?? crypto.randomUUID();
  editions.set(module, edition);
  return edition;
}

/** First byte of a body: plain data, or Flight. */
const plainMark = 0x70;
const flightMark = 0x66;

async function writeBody(
  about: string,
  value: unknown,
  { flight }: RequestCache,
  { standIns }: SeparatedArguments,
): Promise<Uint8Array> {
  const plain = writeValueBody(value);
  if (plain.ok) return marked(plainMark, plain.value);
  if (flight === undefined) throw uncacheable(about, "value", plain.error);
  return marked(flightMark, await flight.write(value, standIns));
}

function marked(mark: number, bytes: Uint8Array): Uint8Array {
  const body = new Uint8Array(1 + bytes.length);
  body[0] = mark;
  body.set(bytes, 1);
  return body;
}

async function readBody(
  entry: CacheEntry,
  { flight }: RequestCache,
  { passed }: SeparatedArguments,
): Promise<unknown> {
  if (entry.body[0] === plainMark) return readValueBody(entry, 1);
  if (flight === undefined)
    throw new TypeError(`The cached ${entry.about} was written by an app with pages.`);
  return flight.read(entry.body.subarray(1), passed);
}
