import { compileRoutes, type RouteMatcher, type RouteTable } from "../routing/index.ts";
import { createAdmission, type Admission } from "./admit/admit-call.ts";
import type { ServerSettings } from "./server-options.ts";

/** What one server keeps over its requests. */
export interface ServerRuntime {
  readonly settings: ServerSettings;
  readonly admission: Admission;
  /** Prepares a route table for matching, once. */
  readonly matcherOf: (routes: RouteTable) => RouteMatcher;
  /** Tasks that go on after their answer was sent. */
  readonly background: Set<Promise<void>>;
}

/** Makes the state of one server. */
export function createServerRuntime(settings: ServerSettings): ServerRuntime {
  // In development the table changes; an old one goes with its build.
  const matchers = new WeakMap<RouteTable, RouteMatcher>();
  return {
    settings,
    admission: createAdmission(settings.limits),
    matcherOf: (routes) => {
      const known = matchers.get(routes);
      if (known !== undefined) return known;
      const matcher = compileRoutes(routes);
      matchers.set(routes, matcher);
      return matcher;
    },
    background: new Set(),
  };
}
