import type { RouteMatch, RouteTable } from "../routing/index.ts";

/** The route shown for a URL that matches nothing: the root layout around `not-found`. It has no page file. */
export function unmatchedRoute(table: RouteTable): RouteMatch {
  return {
    route: { kind: "page", pattern: "/404", file: "", segments: [table.root] },
    params: {},
    path: "",
  };
}
