import type { Mount } from "../../protocol/index.ts";
import { ownPath, shownPath } from "./app-path.ts";

// Replaced by the bundler, see `app-path.ts`.
declare const process: { readonly env: { readonly EDICT_MOUNTED?: "no" } };

/** Reads where a navigation leads, a path being one of the app; throws for a scheme that would run code in the page. */
export function targetUrl(href: string, mount?: Mount): URL {
  const path = process.env.EDICT_MOUNTED === "no" ? href : shownPath(href, mount);
  const url = new URL(path, location.href);
  if (url.protocol === "javascript:")
    throw new TypeError("Navigate to a path or an http(s) URL: javascript: would run code.");
  return url;
}

/** Tells whether a URL may be a page of this app. */
export function isOwn(url: URL, mount?: Mount): boolean {
  if (url.origin !== location.origin) return false;
  return process.env.EDICT_MOUNTED === "no" || ownPath(url.pathname, mount) !== undefined;
}

/** Writes a URL of ours as path, search and hash. */
export function pathOf({ pathname, search, hash }: URL): string {
  return pathname + search + hash;
}

/** Loads an address as a document of its own; the page goes away. */
export function leaveTo(href: string, mode: "push" | "replace" | "pop"): void {
  const { pathname, search, hash } = targetUrl(href);
  // The same address with a hash would only scroll.
  const here = pathname === location.pathname && search === location.search && hash !== "";
  if (mode === "pop" || here) location.reload();
  else if (mode === "push") location.assign(href);
  else location.replace(href);
}
