export type { Route, RouteMatch, RouteParams, RouteSegment, RouteTable, SegmentFiles } from "./route-table.ts";
