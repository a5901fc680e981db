import { maybeStore } from "./current-store.ts";
import { quoteValue, UsageError } from "./usage-error.ts";

// Where there is no request and no page, a path is read against this; it never shows in a result.
const anyOrigin = "http://localhost";

// Space at the ends and control characters anywhere are dropped by URL parsers, so that what was checked is not what is followed.
const hidden = /\p{Cc}|^\s|\s$/u;
const scheme = /^[a-z][a-z0-9+.-]*:/i;
const absolute = /^https?:\/\/[^/\\?#]/i;
// A second slash at the front, in any spelling, makes the first segment a host.
const hostLike = /^(?:[/\\]|%2f|%5c)(?:[/\\]|%2f|%5c)|^%2f|^%5c|^\\/i;

/**
 * Checks where `redirect()` goes, and returns it as URL parsers write it: a path with search and fragment for
 * a target inside the app, the whole URL for an absolute http(s) one.
 * @example redirectTarget("redirect", "/posts/a b?tab=all") // "/posts/a%20b?tab=all"
 * @throws UsageError `invalid-redirect` for anything a browser could read as another host or scheme
 */
export function redirectTarget(what: string, url: unknown): string {
  const fail = (reason: string): UsageError =>
    new UsageError(
      "invalid-redirect",
      `${what}() was given ${quoteValue(url)}, ${reason} ` +
        'Pass a path such as "/posts/5", or an absolute http or https URL; never a value from outside that was not checked.',
    );
  if (typeof url !== "string") throw fail("which is not a string.");
  if (url === "") throw fail("which is empty.");
  if (hidden.test(url)) throw fail("which has a control character, or white space at an end.");
  if (absolute.test(url)) return parse(url, undefined, fail).href;
  if (scheme.test(url))
    throw fail("whose scheme is not http or https, or is not followed by a host.");
  if (hostLike.test(url)) throw fail("which a browser can read as the name of another host.");
  if (/^[^?#]*\\/.test(url)) throw fail("which has a backslash; URL parsers take it for a slash.");
  return pathWithin(url, fail);
}

function pathWithin(url: string, fail: (reason: string) => UsageError): string {
  const base = pageUrl();
  const { origin, pathname, search, hash } = parse(url, base, fail);
  // Removing dot segments can leave two slashes at the front: "/.//host".
  if (origin !== new URL(base).origin || pathname.startsWith("//"))
    throw fail("which leads to another host once its dot segments are removed.");
  return pathname + search + hash;
}

/** The page that `?tab=all` or `edit` is relative to. */
function pageUrl(): string {
  const url = maybeStore()?.url.href ?? globalThis.location?.href;
  return url?.startsWith("http") === true ? url : anyOrigin;
}

function parse(url: string, base: string | undefined, fail: (reason: string) => UsageError): URL {
  if (!URL.canParse(url, base)) throw fail("which is not a URL.");
  return new URL(url, base);
}
