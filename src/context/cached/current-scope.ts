import { maybeStore } from "../current-store.ts";
import { UsageError } from "../usage-error.ts";
import type { CacheScope } from "./cache-scope.ts";
import { defaultProfiles, type LifeProfiles } from "./life-profiles.ts";

/** What a function that speaks of a cached value needs. */
export interface CurrentScope {
  readonly scope: CacheScope;
  readonly profiles: LifeProfiles;
}

/**
 * Returns the scope of the cached function that runs.
 * @throws UsageError `outside-cached-function`
 */
export function currentScope(what: string): CurrentScope {
  const store = maybeStore();
  if (store?.scope !== undefined)
    return { scope: store.scope, profiles: store.cache?.profiles ?? defaultProfiles };
  throw new UsageError(
    "outside-cached-function",
    `${what} was called outside a cached function, and there is no value that it could speak of. ` +
      'Call it in a function with "use cache", or in one that was given to cache() or unstable_cache().',
  );
}
