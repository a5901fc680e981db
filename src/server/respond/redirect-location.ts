import { mountedPath, withoutBasePath, type Mount } from "../../protocol/index.ts";
import { canonicalPath } from "../../routing/index.ts";

/** Where a redirect leads, serialised. */
export type RedirectLocation =
  | {
      readonly kind: "own";
      /** Canonical path of the app, without `basePath`, with search and fragment. */
      readonly location: string;
      /** Canonical, without `basePath`. */
      readonly path: string;
      readonly search: string;
    }
  | { readonly kind: "elsewhere"; readonly location: string };

/**
 * Reads a redirect's target, a path or an absolute http(s) URL; undefined for all that a browser could take for something
 * else. Own is only the visit's `origin`: a path alone would keep the visitor from another one, the app's own or not.
 * A path is one of the app, below `basePath`; an absolute URL is as visitors see it, and may be outside of it.
 */
export function readRedirectLocation(
  target: string,
  origin: string,
  { basePath }: Pick<Mount, "basePath">,
): RedirectLocation | undefined {
  if (/[\p{Cc} \\]/u.test(target)) return undefined;
  const isPath = /^\/(?!\/)/.test(target);
  if (!isPath && !/^https?:\/\/[^/]/i.test(target)) return undefined;
  if (!URL.canParse(target, origin)) return undefined;
  const url = new URL(target, origin);
  if (url.origin !== origin || (!isPath && url.username !== ""))
    return isPath ? undefined : { kind: "elsewhere", location: url.href };
  const full = canonicalPath(url.pathname);
  if (!full.ok) return undefined;
  const { search, hash } = url;
  const path = isPath ? full.value : withoutBasePath(full.value, basePath);
  if (path === undefined) return { kind: "elsewhere", location: url.href };
  return { kind: "own", location: path + search + hash, path, search };
}

/** Writes where a redirect leads as the header `location` has it. */
export function mountedLocation({ kind, location }: RedirectLocation, mount: Mount): string {
  return kind === "own" ? mountedPath(location, mount) : location;
}
