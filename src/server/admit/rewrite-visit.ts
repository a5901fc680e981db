import { mountedPath } from "../../protocol/index.ts";
import type { RewritePhase, RouteMatch } from "../../routing/index.ts";
import { matchedRequest } from "../proxy/matched-request.ts";
import { isForRules } from "./redirect-visit.ts";
import { visitAt, type Visit } from "../visit.ts";

/**
 * Moves a visit to where a rewrite of the configuration shows it from: first those that come before files and pages, then
 * those before pages with parameters, last those for what nothing else answers. Each list is asked once, so that no
 * rewrite can go round; a visit that no rewrite names stays the same one.
 */
export function rewriteVisit(visit: Visit): Visit {
  const { urlRules, staticFiles } = visit.server.settings;
  if (urlRules === undefined || !isForRules(visit)) return visit;
  const before = moved(visit, "beforeFiles");
  if (staticFiles.has(before.path)) return before;
  const match = matchOf(before);
  if (match !== undefined && !match.route.pattern.includes("[")) return before;
  const after = moved(before, "afterFiles");
  return after === before && match === undefined ? moved(before, "fallback") : after;
}

function matchOf({ app, server, path }: Visit): RouteMatch | undefined {
  return server.matcherOf(app.routes)(path);
}

function moved(visit: Visit, phase: RewritePhase): Visit {
  const { urlRules, basePath } = visit.server.settings;
  const target = urlRules?.rewrite[phase](matchedRequest(visit), visit.url.search);
  if (target === undefined) return visit;
  const [, path = "/", search = ""] = /^([^?#]*)(\?[^#]*)?/.exec(target.location) ?? [];
  if (path === visit.path && search === visit.url.search) return visit;
  const url = {
    path: mountedPath(path, { basePath, trailingSlash: false }),
    search,
    authority: undefined,
  };
  return visitAt(visit, url, path);
}

/** Tells whether the configuration sends a visit elsewhere, or shows another page at its address. */
export function isRuled(visit: Visit): boolean {
  const { urlRules } = visit.server.settings;
  if (urlRules === undefined) return false;
  const redirected = urlRules.redirect(matchedRequest(visit), visit.url.search) !== undefined;
  return redirected || rewriteVisit(visit) !== visit;
}
