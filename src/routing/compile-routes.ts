import { decodeEscapes, encodeSegment } from "./canonical-path.ts";
import type { Route, RouteMatch, RouteParams, RouteTable } from "./route-table.ts";
import { listedParams } from "./static-params.ts";
import { readPattern, type UrlSegment } from "./url-segments.ts";

/**
 * Finds the route of a canonical path, e.g. `/posts/%C3%BC`, still percent-encoded. Undefined where none matches,
 * and for a path with an escape that is not UTF-8. A final `/` makes no difference.
 */
export type RouteMatcher = (path: string) => RouteMatch | undefined;

/** A level of the tree in which paths are looked up; each level is visited at most once per match. */
interface Level {
  readonly statics: Map<string, Level>;
  dynamic: Level | undefined;
  /** The route that ends here, or whose catch-all may be empty here. */
  here: Target | undefined;
  /** The catch-all whose parameter begins here. */
  rest: Target | undefined;
}

interface Target {
  readonly route: Route;
  /** Tells whether there is a page for parameters; absent where there is one for all. */
  readonly hasPage: ((params: RouteParams) => boolean) | undefined;
  /** Names of the parameters before a catch-all, in order. */
  readonly names: readonly string[];
  readonly catchAll: CatchAll | undefined;
}

interface CatchAll {
  readonly name: string;
  /** Index of its first part. */
  readonly from: number;
}

/** Prepares a table for matching. One matcher serves any number of requests; without parameters a match is one look-up. */
export function compileRoutes(table: RouteTable): RouteMatcher {
  const exact = new Map<string, RouteMatch>();
  const root = newLevel();
  for (const route of table.routes) {
    const url = readPattern(route.pattern);
    if (url.every(isStatic)) {
      const path = `/${url.map(({ text }) => encodeSegment(text)).join("/")}`;
      if (!exact.has(path))
        exact.set(path, Object.freeze({ route, params: Object.freeze({}), path }));
    } else addRoute(root, route, url);
  }
  return (path) => {
    const trimmed = trimSlash(path);
    return exact.get(trimmed) ?? findMatch(root, trimmed);
  };
}

/** Finds the route of one canonical path; for more than one, prepare the table with `compileRoutes`. */
export function matchRoute(table: RouteTable, path: string): RouteMatch | undefined {
  return compileRoutes(table)(path);
}

function isStatic(segment: UrlSegment): segment is Extract<UrlSegment, { kind: "static" }> {
  return segment.kind === "static";
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") && !path.endsWith("//") ? path.slice(0, -1) : path;
}

function newLevel(): Level {
  return { statics: new Map(), dynamic: undefined, here: undefined, rest: undefined };
}

function addRoute(root: Level, route: Route, url: readonly UrlSegment[]): void {
  let level = root;
  const names: string[] = [];
  for (const [from, segment] of url.entries()) {
    if (segment.kind === "static") level = staticLevel(level, encodeSegment(segment.text));
    else if (segment.kind === "dynamic") {
      level = level.dynamic ??= newLevel();
      names.push(segment.name);
    } else {
      // The table is sorted, so where two clash the more specific one came first.
      const catchAll = { name: segment.name, from };
      const target = { route, names, catchAll, hasPage: pageTest(route) };
      level.rest ??= target;
      if (segment.kind === "optional-catch-all") level.here ??= target;
      return;
    }
  }
  level.here ??= { route, names, catchAll: undefined, hasPage: pageTest(route) };
}

function staticLevel(level: Level, text: string): Level {
  const next = level.statics.get(text) ?? newLevel();
  level.statics.set(text, next);
  return next;
}

function findMatch(root: Level, path: string): RouteMatch | undefined {
  if (!path.startsWith("/")) return undefined;
  const parts = path === "/" ? [] : path.slice(1).split("/");
  if (parts.includes("")) return undefined;
  const values: string[] = [];
  const target = descend(root, parts, values);
  if (target === undefined) return undefined;
  const params = readParams(target, parts, values);
  if (params === undefined || target.hasPage?.(params) === false) return undefined;
  return { route: target.route, params, path };
}

/** With `dynamicParams = false` there are no pages but those that are listed. */
function pageTest({ settings }: Route): Target["hasPage"] {
  return settings?.dynamicParams === false ? listedParams(settings.listed ?? []) : undefined;
}

/** Leaves in `values` the parts that the target's named parameters took. */
function descend(
  level: Level,
  parts: readonly string[],
  values: string[],
  depth = 0,
): Target | undefined {
  const part = parts[depth];
  if (part === undefined) return level.here;
  const next = level.statics.get(part);
  const found = next === undefined ? undefined : descend(next, parts, values, depth + 1);
  if (found !== undefined) return found;
  if (level.dynamic !== undefined) {
    values.push(part);
    const dynamic = descend(level.dynamic, parts, values, depth + 1);
    if (dynamic !== undefined) return dynamic;
    values.pop();
  }
  return level.rest;
}

function readParams(
  { names, catchAll }: Target,
  parts: readonly string[],
  values: readonly string[],
): RouteParams | undefined {
  const params: Record<string, string | readonly string[]> = {};
  for (const [index, name] of names.entries()) {
    const value = decodeEscapes(values[index] ?? "");
    if (value === undefined) return undefined;
    params[name] = value;
  }
  if (catchAll === undefined || catchAll.from === parts.length) return params;
  const rest: string[] = [];
  for (const part of parts.slice(catchAll.from)) {
    const value = decodeEscapes(part);
    if (value === undefined) return undefined;
    rest.push(value);
  }
  params[catchAll.name] = rest;
  return params;
}
