import type { Brand } from "../base/index.ts";

/** Names everything a value depends on. */
export type CacheKey = Brand<string, "CacheKey">;

/**
 * Joins what a value depends on into its key: each part with its length in front, so that no two lists make the same
 * key, wherever their commas and quotes stand. Well-formed, whatever the parts are: stores hash its UTF-8, in which
 * every half of a surrogate pair would look the same.
 * @example writeCacheKey(["value", "app/posts.ts#list", "[1,5]"])
 */
export function writeCacheKey(parts: readonly string[]): CacheKey {
  let key = "";
  for (const part of parts) {
    const isTorn = /\p{Surrogate}/u.test(part);
    // JSON spells the halves out; the other mark keeps it apart from a part that looks like that.
    const written = isTorn ? JSON.stringify(part) : part;
    key += `${written.length}${isTorn ? "~" : ":"}${written}`;
  }
  return key as CacheKey; // made here only
}
