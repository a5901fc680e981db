import { currentScope } from "./current-scope.ts";
import { resolveLife, type CacheLife } from "./life-profiles.ts";

/**
 * Says how long the value lives that the running cached function returns. The last call counts.
 * @param life a profile (`seconds`, `minutes`, `hours`, `days`, `weeks`, `max`, or one of the configuration), or seconds
 * @throws UsageError `invalid-cache-life`, `outside-cached-function`
 * @example cacheLife("hours")
 * @example cacheLife({ revalidate: 60, expire: 3_600 })
 */
export function cacheLife(life: string | CacheLife): void {
  const { scope, profiles } = currentScope("cacheLife()");
  scope.setLife(resolveLife("cacheLife()", life, profiles));
}
