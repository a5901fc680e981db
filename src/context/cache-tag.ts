import { quoteValue, UsageError } from "./usage-error.ts";

/** 1 to 256 characters of printable ASCII, without spaces and commas. */
export const tagPattern: RegExp = /^[\x21-\x2b\x2d-\x7e]{1,256}$/;

/**
 * Checks the name of a cache tag.
 * @throws UsageError `invalid-revalidate-tag`
 */
export function checkCacheTag(what: string, tag: unknown): string {
  const fail = (reason: string): UsageError =>
    new UsageError("invalid-revalidate-tag", `${what}() was given ${quoteValue(tag)}. ${reason}`);
  if (typeof tag !== "string" || !tagPattern.test(tag))
    throw fail("A tag has 1 to 256 characters of printable ASCII, without spaces and commas.");
  // The App Router's own spelling of paths as tags: nothing is ever cached under it here.
  if (tag.startsWith("_N_T_"))
    throw fail("That is no tag but a path: call revalidatePath() with it.");
  return tag;
}
