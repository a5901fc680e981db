export { buildRouteTable, type BuiltRouteTable } from "./build-route-table.ts";
export {
  canonicalPath,
  encodeSegment,
  type CanonicalPathOptions,
  type PathFault,
} from "./canonical-path.ts";
export { compileMatchers, type MatchedRequest, type RequestMatcher } from "./compile-matchers.ts";
export { compilePathPattern, type PathTest } from "./compile-path-pattern.ts";
export { compileRoutes, type RouteMatcher } from "./compile-routes.ts";
export { interceptRoute, type InterceptedRoute } from "./intercept-route.ts";
export { planSegments, type PlannedSegment, type SegmentPlan } from "./plan-segments.ts";
export {
  compileUrlRules,
  type RawUrlRules,
  type RewritePhase,
  type UrlRules,
} from "./compile-url-rules.ts";
export { fileConvention, type FileConvention } from "./file-conventions.ts";
export { severalParam, type ServedRoute } from "./list-pages.ts";
export { pathOfServed } from "./name-of-served.ts";
export type { RouteProblem } from "./route-problem.ts";
export {
  filesWithSettings,
  withListedParams,
  withSettings,
  type RouteSettings,
} from "./with-settings.ts";
export { filesOfRoute, filesOfSegment, unmatchedOwner } from "./route-table.ts";
export type {
  Interception,
  Route,
  RouteMatch,
  RouteParams,
  RouteSegment,
  RouteTable,
  SegmentFiles,
  ShownFile,
} from "./route-table.ts";
export { missingParams, pathOfParams, readStaticParams } from "./static-params.ts";
export {
  readSegmentSetting,
  segmentSettingNames,
  type SegmentSettings,
} from "./segment-settings.ts";
