import { use, useMemo } from "react";
import { ownPath } from "../navigation/app-path.ts";
import { ReadonlySearchParams } from "../navigation/readonly-search-params.ts";
import type { NavigateOptions, Router } from "../navigation/router.ts";
import { PlaceContext, RouterContext, useView } from "./contexts.ts";

/** What `useRouter` gives: navigation from code. Failures go to `window`'s `error` event. */
export interface AppRouter {
  /** Goes to a page, as a new entry of the history. */
  readonly push: (href: string, options?: NavigateOptions) => void;
  /** Goes to a page, in place of the current entry. */
  readonly replace: (href: string, options?: NavigateOptions) => void;
  /** Fetches the current page again; what the visitor typed stays. */
  readonly refresh: () => void;
  readonly back: () => void;
  readonly forward: () => void;
  /** Fetches a page ahead of its visit. */
  readonly prefetch: (href: string) => void;
}

/** Gives the router. While HTML is rendered its functions throw: nothing navigates there. */
export function useRouter(): AppRouter {
  const router = use(RouterContext);
  return useMemo(() => appRouter(router), [router]);
}

function appRouter(router: Router | undefined): AppRouter {
  const live = (): Router => {
    if (router === undefined)
      throw new Error(
        "useRouter() navigates in the browser only: call it in an event handler or an effect, not while rendering.",
      );
    return router;
  };
  return {
    push: (href, options) => void live().navigate(href, "push", options).catch(reportError),
    replace: (href, options) => void live().navigate(href, "replace", options).catch(reportError),
    refresh: () => void live().refresh(false).catch(reportError),
    back: () => live() && history.back(),
    forward: () => live() && history.forward(),
    prefetch: (href) => live().prefetch(href),
  };
}

/** Gives the path of the current page without `basePath`, e.g. `/posts/5`. */
export function usePathname(): string {
  const { url, mount } = useView().page.route;
  const path = url.replace(/\?.*/, "");
  return ownPath(path, mount) ?? path;
}

/** Gives the search parameters of the current page, read only. */
export function useSearchParams(): ReadonlySearchParams {
  const { url } = useView().page.route;
  return useMemo(() => new ReadonlySearchParams(/\?.*/.exec(url)?.[0]), [url]);
}

/** Gives the parameters of the current route, e.g. `{id: "5"}`. */
export function useParams<
  T extends Readonly<Record<string, string | readonly string[] | undefined>> = Readonly<
    Record<string, string | readonly string[]>
  >,
>(): T {
  // The caller names the parameters of the route it is in; the router holds them as strings and lists of strings.
  return useView().page.route.params as unknown as T;
}

/**
 * Gives the segments below the layout it is called in, e.g. `["posts", "5"]` in the root layout; groups are among them.
 * @param slot of the layout; default: what it has as `children`
 */
export function useSelectedLayoutSegments(slot = "children"): readonly string[] {
  const place = use(PlaceContext);
  return useMemo(() => {
    const segments: string[] = [];
    let below = place?.below.get(slot);
    // What has nothing below it is a page.
    while (below !== undefined && below !== "kept" && below.below.size > 0) {
      // A parameter's key is `[id]=5`: its value is what the address shows.
      if (!below.key.startsWith("@")) segments.push(below.key.replace(/^(?:\(\.+\))*\[[^=]*=/, ""));
      below = below.below.get("children");
    }
    return segments;
  }, [place, slot]);
}

/** Gives the segment right below the layout it is called in; null where that is the page. */
export function useSelectedLayoutSegment(slot = "children"): string | null {
  return useSelectedLayoutSegments(slot)[0] ?? null;
}
