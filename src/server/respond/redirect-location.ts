import { canonicalPath } from "../../routing/index.ts";

/** Where a redirect leads, serialised. */
export type RedirectLocation =
  | {
      readonly kind: "own";
      /** Canonical path, search and fragment: what goes out. */
      readonly location: string;
      readonly path: string;
      readonly search: string;
    }
  | { readonly kind: "elsewhere"; readonly location: string };

/**
 * Reads a redirect's target, a path or an absolute http(s) URL; undefined for all that a browser could take for something
 * else. Own is only the visit's `origin`: a path alone would keep the visitor from another one, the app's own or not.
 */
export function readRedirectLocation(target: string, origin: string): RedirectLocation | undefined {
  if (/[\p{Cc} \\]/u.test(target)) return undefined;
  const isPath = /^\/(?!\/)/.test(target);
  if (!isPath && !/^https?:\/\/[^/]/i.test(target)) return undefined;
  if (!URL.canParse(target, origin)) return undefined;
  const url = new URL(target, origin);
  if (url.origin !== origin || (!isPath && url.username !== ""))
    return isPath ? undefined : { kind: "elsewhere", location: url.href };
  const path = canonicalPath(url.pathname);
  if (!path.ok) return undefined;
  const { search } = url;
  return { kind: "own", location: path.value + search + url.hash, path: path.value, search };
}
