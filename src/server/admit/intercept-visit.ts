import { interceptRoute, type RouteMatch } from "../../routing/index.ts";
import { mountedPath } from "../../protocol/index.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { visitAt, type Visit } from "../visit.ts";
import { isRuled } from "./rewrite-visit.ts";
import { runProxy } from "./run-proxy.ts";

/** What a soft navigation shows. */
export interface ShownVisit {
  readonly match: RouteMatch | undefined;
  /** Adds what the proxy wants sent to the answer. */
  readonly finish: (answer: ServerAnswer) => ServerAnswer;
}

/**
 * Finds what is shown in place of a page by the folder that intercepts it. That folder belongs to the page below: the
 * rules of the configuration and the app's proxy are asked about its address too, and where they do not let the visitor
 * pass there, nothing is intercepted.
 */
export function interceptVisit(
  visit: Visit,
  match: RouteMatch | undefined,
  have: readonly string[],
): ShownVisit | Promise<ShownVisit> {
  const itself: ShownVisit = { match, finish: (answer) => answer };
  const intercepted = match === undefined ? undefined : interceptRoute(match, have);
  if (intercepted === undefined) return itself;
  const { basePath } = visit.server.settings;
  const { holderPath } = intercepted;
  const path = mountedPath(holderPath, { basePath, trailingSlash: false });
  const url = { path, search: "", authority: undefined };
  const below = { ...visitAt(visit, url, holderPath), request: visit.received, shownUrl: url };
  if (isRuled(below)) return itself;
  const passing = runProxy(below);
  if (passing === undefined) return { ...itself, match: intercepted.match };
  return passing.then((passage) =>
    passage.kind === "passed" && passage.visit.path === holderPath
      ? { match: intercepted.match, finish: passage.finish }
      : itself,
  );
}
