import {
  readValueBody,
  writeCacheKey,
  writeValueBody,
  type CacheEntry,
} from "../../cache/cached-values.ts";
import { writeValues } from "../../protocol/values/index.ts";
import { maybeStore } from "../current-store.ts";
import type { RequestCache } from "../request-store.ts";
import { CacheScope } from "./cache-scope.ts";
import { defaultProfiles } from "./life-profiles.ts";
import { readCached, runInScope } from "./read-cached.ts";
import { separateArguments, type SeparatedArguments } from "./separate-arguments.ts";
import { uncacheable } from "./uncacheable.ts";

/**
 * Calls a function with `"use cache"`; compiled code does. Its key is made of its id, of what it closes over and of its
 * arguments, but for elements, functions and instances among them: those pass through unread.
 * @param id file and name, e.g. `app/posts.ts#list`
 * @param closure gives what it closes over, and how that is written in the source; in development also `import.meta` of its module, another one after an edit of anything that the module imports
 * @throws UsageError `uncacheable-value` (as a rejection)
 */
export async function callCached(
  id: string,
  closure: readonly [names: readonly string[], read: () => readonly unknown[], module?: object],
  args: readonly unknown[],
  run: (...args: unknown[]) => unknown,
): Promise<unknown> {
  const store = maybeStore();
  if (store === undefined) return run(...args);
  const { cache } = store;
  if (cache === undefined || cache.isDraft)
    return runInScope(store, new CacheScope(defaultProfiles.default), () => run(...args));
  const separated = await separateArguments(args);
  const [names, readClosure, module] = closure;
  const captured = writeValues(readClosure(), { names });
  if (!captured.ok) throw uncacheable(id, "capture", captured.error);
  const written = writeValues(separated.plain);
  if (!written.ok) throw uncacheable(id, "argument", written.error);
  const entry = await readCached(store, cache, {
    key: writeCacheKey([
      "use cache",
      cache.buildId,
      id,
      ...(module === undefined ? [] : [editionOf(module)]),
      captured.value,
      separated.places,
      written.value,
    ]),
    about: id,
    tags: [],
    life: undefined,
    usualLife: cache.profiles["default"] ?? defaultProfiles.default,
    make: async () => writeBody(id, await run(...separated.given), cache, separated),
  });
  return readBody(entry, cache, separated);
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
