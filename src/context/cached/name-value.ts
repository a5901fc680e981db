import { tagPattern } from "../cache-tag.ts";
import { quoteValue, UsageError } from "../usage-error.ts";
import { currentScope } from "./current-scope.ts";

/**
 * Names the value that the running cached function returns, for `revalidateTag` and `updateTag`.
 * @throws UsageError `invalid-cache-tag`, `outside-cached-function`
 * @example cacheTag("posts", `post-${id}`)
 */
export function cacheTag(...tags: readonly string[]): void {
  const { scope } = currentScope("cacheTag()");
  scope.addTags("cacheTag()", checkTags("cacheTag()", tags));
}

/**
 * Checks the tags of a value.
 * @throws UsageError `invalid-cache-tag`
 */
export function checkTags(what: string, tags: unknown): readonly string[] {
  const fail = (given: unknown, reason: string): UsageError =>
    new UsageError("invalid-cache-tag", `${what} was given ${quoteValue(given)}. ${reason}`);
  if (!Array.isArray(tags)) throw fail(tags, 'Tags are an array of texts, e.g. ["posts"].');
  return tags.map((tag: unknown): string => {
    if (typeof tag !== "string" || !tagPattern.test(tag))
      throw fail(
        tag,
        "A tag has 1 to 256 characters of printable ASCII, without spaces and commas.",
      );
    return tag;
  });
}
