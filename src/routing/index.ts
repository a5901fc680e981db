export { buildRouteTable, type BuiltRouteTable } from "./build-route-table.ts";
export { canonicalPath, type CanonicalPathOptions, type PathFault } from "./canonical-path.ts";
export { compileRoutes, type RouteMatcher } from "./compile-routes.ts";
export type { RouteProblem } from "./route-problem.ts";
export type {
  Route,
  RouteMatch,
  RouteParams,
  RouteSegment,
  RouteTable,
  SegmentFiles,
} from "./route-table.ts";
