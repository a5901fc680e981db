import { buildRouteTree, type RouteFolder } from "./build-route-tree.ts";
import { checkBranches } from "./check-branches.ts";
import { checkRoutes } from "./check-routes.ts";
import { compareRoutes } from "./compare-routes.ts";
import { composeBranch, segmentOf, unmatchedSlot } from "./compose-branch.ts";
import { findInterceptions } from "./find-interceptions.ts";
import { listPages, type RouteFile } from "./list-pages.ts";
import type { RouteProblem } from "./route-problem.ts";
import type { Interception, Route, RouteSegment, RouteTable } from "./route-table.ts";
import { folderOf, shapeOf } from "./url-segments.ts";

/** A route table, and what is wrong with the files that it was made from. */
export interface BuiltRouteTable {
  readonly table: RouteTable;
  /** With an error among them the table holds what could be made, for tools that go on. */
  readonly problems: readonly RouteProblem[];
}

/**
 * Makes the route table from the files of an app by the App Router's conventions; files are relative to the app's root,
 * with `/`, e.g. `["app/layout.tsx", "app/posts/[id]/page.tsx"]`. Files outside `app/` and `src/app/` are ignored.
 * @param several files that make several of one, by `generateSitemaps` or `generateImageMetadata`
 */
export function buildRouteTable(
  files: readonly string[],
  several: ReadonlySet<string> = new Set(),
): BuiltRouteTable {
  const { root, problems } = buildRouteTree(files);
  const found = listPages(root, several).toSorted(compareRoutes);
  const routes = composeRoutes(root, found);
  return {
    table: {
      routes,
      ...(root.globalError === undefined ? {} : { globalError: root.globalError }),
      root: rootSegment(root),
    },
    problems: [
      ...problems,
      ...(routes.length === 0 ? [noRoutes] : []),
      ...checkRoutes(found),
      ...checkBranches(root, found, routes),
    ],
  };
}

const noRoutes: RouteProblem = {
  code: "route-incomplete",
  message: "There is no page and no route handler in the app folder.",
  hint: "Make app/layout.tsx and app/page.tsx.",
  files: [],
};

/** The root layout of a URL that matches nothing: its slots show their `default`, if they have one. */
function rootSegment(root: RouteFolder): RouteSegment {
  const slots = root.folders.flatMap((child) => {
    const segment = folderOf(child.name);
    return segment.kind === "slot" && child.fallback !== undefined
      ? [[segment.name, unmatchedSlot(child)] as const]
      : [];
  });
  return segmentOf(root, new Map(slots));
}

/** One route for each URL, however many slots have a page for it. */
function composeRoutes(root: RouteFolder, found: readonly RouteFile[]): Route[] {
  const interceptions = findInterceptions(found);
  const reached = found.filter(({ intercepting }) => intercepting === -1);
  const pages = new Map<string, RouteFile>();
  for (const file of reached) {
    const known = pages.get(file.pattern);
    // A page outside of slots gives the route its name.
    if (file.kind === "page" && (known === undefined || (known.slots !== "" && file.slots === "")))
      pages.set(file.pattern, file);
  }
  return reached.flatMap((file): Route[] => {
    if (file.kind === "handler") return [handlerRoute(file)];
    if (pages.get(file.pattern) !== file) return [];
    const route = pageRoute(root, file, interceptions.get(shapeOf(file.url)));
    return isOnlyFiller(route, file) ? [] : [route];
  });
}

/** A slot that takes whatever URL the page beside it has, and no page beside it: such an address is not found. */
function isOnlyFiller({ below }: Route, { url }: RouteFile): boolean {
  return below?.end === "missing" && url.at(-1)?.kind.endsWith("catch-all") === true;
}

function handlerRoute({ pattern, file, served, folders }: RouteFile): Route {
  const segments = folders.map((each) => segmentOf(each));
  const route: Route = { kind: "handler", pattern, file, segments };
  return served === undefined ? route : { ...route, served };
}

function pageRoute(
  root: RouteFolder,
  { pattern, file, url, folders }: RouteFile,
  interceptions: readonly Interception[] | undefined,
): Route {
  const branch = composeBranch(root, { url, file }, 0);
  // Two pages of one URL are a conflict that is reported; each is rendered from its own folders until it is mended.
  const isOwn = branch !== undefined && (branch.file === file || branch.end !== "page");
  return {
    kind: "page",
    pattern,
    file,
    segments: isOwn ? branch.segments : folders.map((each) => segmentOf(each)),
    ...(isOwn && branch.end !== "page" ? { below: { end: branch.end, file: branch.file } } : {}),
    ...(interceptions === undefined ? {} : { interceptions }),
  };
}
