import { maybeStore } from "../current-store.ts";
import { callPlain } from "./call-plain.ts";
import { resolveLife } from "./life-profiles.ts";
import { checkTags } from "./name-value.ts";

/** How the values of `unstable_cache` are kept. */
export interface UnstableCacheOptions {
  readonly tags?: readonly string[];
  /** Seconds until a value is made anew; `false` for never. Default: never. */
  readonly revalidate?: number | false;
}

/**
 * Keeps the values of a function as the App Router's `unstable_cache` does: by its source text, `keyParts` and its
 * arguments. What it closes over belongs into `keyParts`.
 * @throws UsageError `invalid-cache-tag`; when it is called `uncacheable-value`
 */
export function unstable_cache<Args extends unknown[], Value>(
  fn: (...args: Args) => Promise<Value>,
  keyParts: readonly string[] = [],
  { tags = [], revalidate = false }: UnstableCacheOptions = {},
): (...args: Args) => Promise<Value> {
  const about = `unstable_cache(${keyParts.join(" ")})`;
  const ownTags = checkTags(about, tags);
  const nameParts = ["unstable", fn.toString(), JSON.stringify(keyParts)];
  return async (...args) => {
    const life =
      revalidate === false
        ? undefined
        : resolveLife(
            about,
            { revalidate, expire: Number.POSITIVE_INFINITY },
            maybeStore()?.cache?.profiles,
          );
    const call = { about, nameParts, args, tags: ownTags, life, run: () => fn(...args) };
    // A copy of what `fn` returned, once or now.
    return (await callPlain(call)) as Value;
  };
}
