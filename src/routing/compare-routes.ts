import type { Route } from "./route-table.ts";
import { readPattern, type UrlSegment } from "./url-segments.ts";

/** What the order of routes depends on. */
export type RouteOrder = Pick<Route, "kind" | "pattern" | "file">;

/** Orders routes for matching, most specific first; routes that cannot meet are in the order of their text. */
export function compareRoutes(left: RouteOrder, right: RouteOrder): number {
  const [a, b] = [readPattern(left.pattern), readPattern(right.pattern)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order =
      rankOf(a[index]) - rankOf(b[index]) || compareText(textOf(a[index]), textOf(b[index]));
    if (order !== 0) return order;
  }
  // Same URL: a conflict that was reported; any fixed order will do.
  return compareText(right.kind, left.kind) || compareText(left.file, right.file);
}

function rankOf(segment: UrlSegment | undefined): number {
  switch (segment?.kind) {
    case undefined:
      return 0; // the end of a pattern goes before `[[...all]]`, which could match there too
    case "static":
      return 1;
    case "dynamic":
      return 2;
    case "catch-all":
      return 3;
    case "optional-catch-all":
      return 4;
  }
}

function textOf(segment: UrlSegment | undefined): string {
  return segment?.kind === "static" ? segment.text : "";
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
