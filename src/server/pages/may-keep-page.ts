import type { RouteMatch, RouteSettings } from "../../routing/index.ts";
import { VisitCache } from "../call/visit-cache.ts";
import type { Visit } from "../visit.ts";

/** Tells whether a route asks for its pages to be made once: nothing is kept unless its layouts or its page say so. */
export function asksToBeKept(settings: RouteSettings | undefined): settings is RouteSettings {
  if (settings === undefined) return false;
  const { dynamic, revalidate, staticParams } = settings;
  if (dynamic === "force-dynamic" || revalidate === 0) return false;
  return (
    dynamic === "force-static" ||
    dynamic === "error" ||
    revalidate !== undefined ||
    staticParams !== undefined
  );
}

/**
 * Tells whether a visit may be shown a page that was made for everybody. A search is left to the page itself, a body is
 * nobody's to ask for, and in draft mode nothing is kept.
 */
export function mayKeepPage(visit: Visit, match: RouteMatch | undefined): match is RouteMatch {
  if (match === undefined || !asksToBeKept(match.route.settings)) return false;
  const { app, request, url } = visit;
  if (app.mode !== "production" || url.search !== "") return false;
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if (hasBody(visit)) return false;
  return !new VisitCache(visit).isDraft;
}

function hasBody({ received }: Visit): boolean {
  const length = received.header("content-length") ?? "0";
  return length !== "0" || received.header("transfer-encoding") !== undefined;
}
