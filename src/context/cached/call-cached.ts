import { maybeStore } from "../current-store.ts";
import { CacheScope } from "./cache-scope.ts";
import { defaultProfiles } from "./life-profiles.ts";
import { prepareCall, type Closure } from "./prepare-call.ts";
import { readCached, runInScope } from "./read-cached.ts";

/**
 * Calls a function with `"use cache"`; compiled code does. Its value is kept for all who call it alike.
 * @param id file and name, e.g. `app/posts.ts#list`
 * @throws UsageError `uncacheable-value` (as a rejection)
 */
export async function callCached(
  id: string,
  closure: Closure,
  args: readonly unknown[],
  run: (...args: unknown[]) => unknown,
): Promise<unknown> {
  const store = maybeStore();
  if (store === undefined) return run(...args);
  const { cache } = store;
  if (cache === undefined || cache.isDraft)
    return runInScope(store, new CacheScope(defaultProfiles.default), () => run(...args));
  const { key, make, read } = await prepareCall({ id, closure, args, run }, cache);
  const usualLife = cache.profiles["default"] ?? defaultProfiles.default;
  const value = { key, about: id, tags: [], life: undefined, usualLife, make };
  return read(await readCached(store, cache, value));
}
