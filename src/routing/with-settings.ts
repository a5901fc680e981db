import {
  branchOf,
  filesOfRoute,
  type Route,
  type RouteParams,
  type RouteBranch,
  type RouteSegment,
  type RouteTable,
} from "./route-table.ts";
import type { SegmentSettings } from "./segment-settings.ts";

/** What the layouts and the page of a route say of it together. */
export interface RouteSettings extends Omit<SegmentSettings, "hasStaticParams"> {
  /** Files that export `generateStaticParams`, outermost first, relative to the app's root. */
  readonly staticParams?: readonly string[];
  /** What those list, once it is known. */
  readonly listed?: readonly RouteParams[];
}

/** Gives each route of a table the settings of its files; `settingsOf` knows those of one file. */
export function withSettings(
  table: RouteTable,
  settingsOf: (file: string) => SegmentSettings | undefined,
): RouteTable {
  return {
    ...table,
    routes: table.routes.map((route) => {
      const settings = mergeSettings(route, settingsOf);
      return Object.keys(settings).length === 0 ? route : { ...route, settings };
    }),
  };
}

/** Adds to the routes of a table what their `generateStaticParams` list, by pattern. */
export function withListedParams(
  table: RouteTable,
  listed: Readonly<Record<string, readonly RouteParams[]>>,
): RouteTable {
  return {
    ...table,
    routes: table.routes.map((route) => {
      const own = Object.hasOwn(listed, route.pattern) ? listed[route.pattern] : undefined;
      return own === undefined || route.settings === undefined
        ? route
        : { ...route, settings: { ...route.settings, listed: own } };
    }),
  };
}

/** Lists the files of an app that may say something of their routes, each once. */
export function filesWithSettings(table: RouteTable): string[] {
  return [...new Set(table.routes.flatMap(sayingFiles))];
}

/**
 * Merges as the App Router does: further in wins, but for `revalidate`, of which the shortest counts, and for
 * `dynamicParams`, where one `false` is enough.
 */
function mergeSettings(
  route: Route,
  settingsOf: (file: string) => SegmentSettings | undefined,
): RouteSettings {
  let merged: RouteSettings = {};
  for (const file of sayingFiles(route)) {
    const { hasStaticParams: _, ...own } = settingsOf(file) ?? {};
    const revalidate = shorter(merged.revalidate, own.revalidate);
    merged = {
      ...merged,
      ...own,
      ...(own.dynamic === "auto" && merged.dynamic !== undefined
        ? { dynamic: merged.dynamic }
        : {}),
      ...(merged.dynamicParams === false ? { dynamicParams: false } : {}),
      ...(revalidate === undefined ? {} : { revalidate }),
    };
  }
  const named = mainFiles(route).filter((file) => settingsOf(file)?.hasStaticParams === true);
  return named.length === 0 ? merged : { ...merged, staticParams: named };
}

function shorter(
  a: number | false | undefined,
  b: number | false | undefined,
): number | false | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a === false || b === false) return a === false ? b : a;
  return Math.min(a, b);
}

/** Layouts and pages, those further in later; of slots before what stands beside them. */
function sayingFiles(route: Route): string[] {
  return route.kind === "handler" ? filesOfRoute(route) : sayingFilesOf(branchOf(route));
}

function sayingFilesOf({ segments, file }: RouteBranch): string[] {
  const above = segments.flatMap(({ files, slots = {} }) => [
    ...layoutOf(files),
    ...Object.values(slots).flatMap(sayingFilesOf),
  ]);
  return file === "" ? above : [...above, file];
}

/** The way to the page itself. */
function mainFiles(route: Route): string[] {
  if (route.kind === "handler") return filesOfRoute(route);
  return [...route.segments.flatMap(({ files }) => layoutOf(files)), route.file];
}

function layoutOf({ layout }: RouteSegment["files"]): string[] {
  return layout === undefined ? [] : [layout];
}
