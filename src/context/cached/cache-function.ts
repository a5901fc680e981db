import { writeCacheKey } from "../../cache/cached-values.ts";
import { writeValues } from "../../protocol/values/index.ts";
import { maybeStore } from "../current-store.ts";
import { quoteValue, UsageError } from "../usage-error.ts";
import { callPlain } from "./call-plain.ts";
import { resolveLife, type CacheLife } from "./life-profiles.ts";
import { checkTags } from "./name-value.ts";

/** How the values of a cached function are kept. */
export interface CacheOptions<Args extends readonly unknown[]> {
  /** What tells this function from all others, with whatever it closes over: a name, or a list of plain values. */
  readonly key: string | readonly unknown[];
  /** Names under which its values are revalidated; where it is a function, of the arguments. Default: none. */
  readonly tags?: readonly string[] | ((...args: Args) => readonly string[]);
  /** A profile, or seconds. Default: until it is revalidated, or as long as the cached values that it reads. */
  readonly life?: string | CacheLife;
}

/**
 * Makes a function whose values are kept, by its arguments, and given to all who call it with the same ones: to each a
 * copy. Arguments and values are plain data. What throws is not kept. Outside a request it runs each time.
 * @throws UsageError `invalid-cache-options`; when it is called `uncacheable-value`, `invalid-cache-tag`, `invalid-cache-life`
 * @example
 * const getPost = cache((id: number) => db.post(id), {
 *   key: "post", tags: (id) => [`post-${id}`], life: "hours",
 * });
 */
export function cache<Args extends unknown[], Value>(
  fn: (...args: Args) => Value | PromiseLike<Value>,
  options: CacheOptions<Args>,
): (...args: Args) => Promise<Value> {
  if (typeof fn !== "function")
    throw new UsageError(
      "invalid-cache-options",
      `cache() was given ${quoteValue(fn)}. Pass the function whose values are to be kept.`,
    );
  const { about, nameParts } = readKey(options);
  const { tags = [], life } = options;
  const fixedTags = typeof tags === "function" ? undefined : checkTags(about, tags);
  // There is no other build id while code changes: its text tells the function from what it was before.
  const editedParts = [...nameParts, fn.toString()];
  return async (...args) => {
    const store = maybeStore();
    const ownTags = typeof tags === "function" ? checkTags(about, tags(...args)) : fixedTags;
    const call = {
      about,
      nameParts: store?.development === true ? editedParts : nameParts,
      args,
      tags: ownTags ?? [],
      life: life === undefined ? undefined : resolveLife(about, life, store?.cache?.profiles),
      run: () => fn(...args),
    };
    // A copy of what `fn` returned, once or now.
    return (await callPlain(call)) as Value;
  };
}

function readKey({ key }: Pick<CacheOptions<never>, "key">): {
  readonly about: string;
  readonly nameParts: readonly string[];
} {
  const fail = (reason: string): UsageError =>
    new UsageError(
      "invalid-cache-options",
      `cache() was given ${quoteValue(key)} as its key. ${reason} Name the function, with all that it closes over: key: "post", or key: ["post", locale].`,
    );
  if (typeof key === "string" && key !== "") return { about: `cache(${key})`, nameParts: [key] };
  if (!Array.isArray(key) || key.length === 0)
    throw fail("Two functions without a name of their own would be given each other's values.");
  const written = writeValues(key);
  if (!written.ok) throw fail(`It has ${written.error.what} in it.`);
  return {
    about: `cache(${key.filter((part) => typeof part === "string").join(" ")})`,
    nameParts: [writeCacheKey(["list", written.value])],
  };
}
