export { buildRouteTable, type BuiltRouteTable } from "./build-route-table.ts";
export { canonicalPath, type CanonicalPathOptions, type PathFault } from "./canonical-path.ts";
export { compileMatchers, type MatchedRequest, type RequestMatcher } from "./compile-matchers.ts";
export { compilePathPattern, type PathTest } from "./compile-path-pattern.ts";
export { compileRoutes, type RouteMatcher } from "./compile-routes.ts";
export type { RouteProblem } from "./route-problem.ts";
export { unmatchedOwner } from "./route-table.ts";
export type {
  Route,
  RouteMatch,
  RouteParams,
  RouteSegment,
  RouteTable,
  SegmentFiles,
} from "./route-table.ts";
