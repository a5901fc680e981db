import { andThen } from "../../base/index.ts";
import { readValueBody, writeCacheKey, writeValueBody } from "../../cache/cached-values.ts";
import { writeValues } from "../../protocol/values/index.ts";
import { maybeStore } from "../current-store.ts";
import { CacheScope } from "./cache-scope.ts";
import { endlessLife, type WholeCacheLife } from "./life-profiles.ts";
import { readCached, runInScope } from "./read-cached.ts";
import { uncacheable } from "./uncacheable.ts";

/** A call of a cached function whose arguments and value are plain data. */
export interface PlainCall {
  /** What was called, for messages, e.g. `cache(post)`. */
  readonly about: string;
  /** What tells the function from all others. */
  readonly nameParts: readonly string[];
  readonly args: readonly unknown[];
  readonly tags: readonly string[];
  readonly life: WholeCacheLife | undefined;
  readonly run: () => unknown;
}

/**
 * Calls a cached function: gives a copy of what is kept for these arguments, or of what it returns now.
 * @throws UsageError `uncacheable-value` (as a rejection)
 */
export async function callPlain(call: PlainCall): Promise<unknown> {
  const { about, nameParts, args, tags, life, run } = call;
  const store = maybeStore();
  if (store === undefined) return run();
  const { cache } = store;
  if (cache === undefined || cache.isDraft)
    return runInScope(store, new CacheScope(endlessLife), run);
  const written = writeValues(args);
  if (!written.ok) throw uncacheable(about, "argument", written.error);
  const key = writeCacheKey(["plain", cache.buildId, ...nameParts, written.value]);
  const make = async (): Promise<Uint8Array> => {
    const body = writeValueBody(await run());
    if (!body.ok) throw uncacheable(about, "value", body.error);
    return body.value;
  };
  const value = { key, about, tags, life, usualLife: endlessLife, make };
  return andThen(readCached(store, cache, value), (entry) => readValueBody(entry));
}
