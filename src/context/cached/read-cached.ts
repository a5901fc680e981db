import { andThen } from "../../base/index.ts";
import type { CacheAnswer, CacheEntry, CacheKey, Filled } from "../../cache/cached-values.ts";
import { runApart } from "../request-storage.ts";
import type { RequestCache, RequestStore } from "../request-store.ts";
import { CachedStore } from "./cached-store.ts";
import { CacheScope } from "./cache-scope.ts";
import type { WholeCacheLife } from "./life-profiles.ts";
import { revalidatedTag } from "./path-tags.ts";

/** A value that may be in the cache. */
export interface CachedValue {
  readonly key: CacheKey;
  /** What it is, e.g. `app/posts.ts#list`. */
  readonly about: string;
  readonly tags: readonly string[];
  /** Its life where it is set, whatever it is made of. */
  readonly life: WholeCacheLife | undefined;
  /** Its life where it is not: what it is made of may make that shorter. */
  readonly usualLife: WholeCacheLife;
  /** Makes its body, in a scope of its own. */
  readonly make: () => Promise<Uint8Array>;
}

/** Gives the entry of a value: kept, or made now. What it says goes on to the cached function that asks. */
export function readCached(
  store: RequestStore,
  cache: RequestCache,
  value: CachedValue,
): CacheEntry | Promise<CacheEntry> {
  const answer = cache.cache.read({
    key: value.key,
    about: value.about,
    alsoTags: cache.routeTags,
    changedTags: changedTags(store),
    fill: () => fillCached(store, value),
  });
  return andThen(answer, (read) => handUp(store, cache, read));
}

function handUp(store: RequestStore, cache: RequestCache, read: CacheAnswer): CacheEntry {
  cache.onRead?.(read);
  (store.scope ?? store.route?.scope)?.take(read);
  return read.entry;
}

async function fillCached(
  store: RequestStore,
  { tags, life, usualLife, make }: CachedValue,
): Promise<Filled> {
  const scope = new CacheScope(usualLife);
  scope.addTags("a cached value", tags);
  if (life !== undefined) scope.setLife(life);
  const body = await runInScope(store, scope, make);
  const { madeOf } = scope;
  return { body, tags: scope.tags, ...scope.timesAt(Date.now()), ...(madeOf && { madeOf }) };
}

/** Runs a cached function: whether its value is kept or not, it has nothing of the visitor's. */
export function runInScope<T>(
  store: RequestStore,
  scope: CacheScope,
  run: () => T,
): Promise<Awaited<T>> {
  return runApart(new CachedStore(store, scope), run);
}

const none: ReadonlySet<string> = new Set();

/** The tags that this request has ended, and that are moved with its answer: it must not read past its own change. */
function changedTags(store: RequestStore): ReadonlySet<string> {
  const { revalidations, movedRevalidations } = store;
  if (revalidations.length === movedRevalidations) return none;
  const changed = new Set<string>();
  for (const revalidation of revalidations.slice(movedRevalidations)) {
    const tag = revalidation.profile === undefined ? revalidatedTag(revalidation) : undefined;
    if (tag !== undefined) changed.add(tag);
  }
  return changed;
}
