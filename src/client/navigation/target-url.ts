import { mountedPath, withoutBasePath, type Mount } from "../../protocol/index.ts";

/** Reads where a navigation leads, a path being one of the app; throws for a scheme that would run code in the page. */
export function targetUrl(href: string, mount?: Mount): URL {
  const url = new URL(mountedPath(href, mount), location.href);
  if (url.protocol === "javascript:")
    throw new TypeError(
      `A navigation to ${url.protocol} would run code in the page. Pass a path or an http(s) URL.`,
    );
  return url;
}

/** Tells whether a URL may be a page of this app. */
export function isOwn(url: URL, mount?: Mount): boolean {
  if (url.origin !== location.origin) return false;
  return withoutBasePath(url.pathname, mount?.basePath ?? "") !== undefined;
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
