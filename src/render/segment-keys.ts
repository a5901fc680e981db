import type { RouteMatch, RouteParams, RouteSegment } from "../routing/index.ts";

/** Key of the page, the last segment of every route. */
const pageKey = "page";

/** Lists the keys of a route's segments: equal keys in two routes mean that the same layout instance may stay. */
export function segmentKeys(match: RouteMatch): string[] {
  return [...match.route.segments.map((segment) => keyOf(segment, match.params)), pageKey];
}

/** Name of a folder's parameter, e.g. `id` for `[id]`, `[...id]` and `[[...id]]`. */
export function parameterName(folder: string): string | undefined {
  return /^\[\[?(?:\.\.\.)?([^[\]]+)\]\]?$/.exec(folder)?.[1];
}

function keyOf(segment: RouteSegment, params: RouteParams): string {
  const name = parameterName(segment.name);
  if (name === undefined) return segment.name;
  const value = params[name];
  const written = Array.isArray(value) ? value.join("/") : String(value ?? "");
  return `${segment.name}=${written}`;
}

/** Gives the parameters that a segment sees: its own and those above it. */
export function paramsDownTo(match: RouteMatch, depth: number): RouteParams {
  const names = match.route.segments
    .slice(0, depth + 1)
    .map((segment) => parameterName(segment.name));
  return Object.fromEntries(Object.entries(match.params).filter(([name]) => names.includes(name)));
}
