import { quoteValue, UsageError } from "./usage-error.ts";

const maxPathLength = 1_024;

/**
 * Checks the path of `revalidatePath()`, and returns it in its one spelling: percent-encoded, no slash at the end.
 * @throws UsageError `invalid-revalidate-path`
 */
export function checkRevalidatePath(path: unknown, type: unknown): string {
  const fail = (reason: string): UsageError =>
    new UsageError(
      "invalid-revalidate-path",
      `revalidatePath() was given ${quoteValue(path)}. ${reason} Nothing was revalidated.`,
    );
  if (type !== undefined && type !== "page" && type !== "layout")
    throw new UsageError(
      "invalid-revalidate-path",
      `revalidatePath() was given ${quoteValue(type)} as its type. Pass "page", "layout" or nothing.`,
    );
  if (typeof path !== "string" || !path.startsWith("/"))
    throw fail('A path starts with a slash, e.g. "/posts".');
  const reason = faultOf(path, type !== undefined);
  if (reason !== undefined) throw fail(reason);
  return encode(path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);
}

function faultOf(path: string, typed: boolean): string | undefined {
  if (path.length > maxPathLength) return `A path has at most ${maxPathLength} characters.`;
  if (/[\p{Cc}\\]|\s$/u.test(path))
    return "It has a control character, a backslash or white space at its end; no page has such a path.";
  if (/[?#]/.test(path))
    return "Leave out the search and the fragment: they are no part of a path.";
  const segments = path.split("/").slice(1);
  const inner = segments.at(-1) === "" ? segments.slice(0, -1) : segments;
  if (inner.some((segment) => /^(?:|\.|\.\.)$/.test(segment.replaceAll(/%2e/gi, "."))))
    return 'It has empty segments, "." or ".."; write the path of the page itself.';
  if (inner.some((segment) => /^\*+$/.test(segment)))
    return "There are no wildcards: pass the pattern of a route, or use a tag.";
  if (!typed && segments.some((segment) => /\[.+\]/.test(segment)))
    return 'It is the pattern of a dynamic route: say which part is meant with "page" or "layout" as second argument.';
  return undefined;
}

/** Encodes what may not stand in a path, e.g. "é"; the brackets and parentheses of patterns stay. */
function encode(path: string): string {
  return new URL(`http://localhost${path}`).pathname;
}
