import { buildRouteTree, type RouteFolder } from "./build-route-tree.ts";
import { checkRoutes } from "./check-routes.ts";
import { compareRoutes } from "./compare-routes.ts";
import type { RouteProblem } from "./route-problem.ts";
import type { Route, RouteSegment, RouteTable } from "./route-table.ts";
import { urlSegments, writePattern } from "./url-segments.ts";

/** A route table, and what is wrong with the files that it was made from. */
export interface BuiltRouteTable {
  readonly table: RouteTable;
  /** With an error among them the table holds what could be made, for tools that go on. */
  readonly problems: readonly RouteProblem[];
}

/**
 * Makes the route table from the files of an app by the App Router's conventions; files are relative to the app's root,
 * with `/`, e.g. `["app/layout.tsx", "app/posts/[id]/page.tsx"]`. Files outside `app/` and `src/app/` are ignored.
 */
export function buildRouteTable(files: readonly string[]): BuiltRouteTable {
  const tree = buildRouteTree(files);
  const routes = routesBelow(tree.root, []).toSorted(compareRoutes);
  const { globalError } = tree.root;
  return {
    table: {
      routes,
      ...(globalError === undefined ? {} : { globalError }),
      root: { name: "", files: tree.root.files },
    },
    problems: [
      ...tree.problems,
      ...(routes.length === 0 ? [noRoutes] : []),
      ...checkRoutes(routes),
    ],
  };
}

const noRoutes: RouteProblem = {
  kind: "missing",
  severity: "error",
  message:
    "There is no page and no route handler in the app folder. Make app/layout.tsx and app/page.tsx.",
  files: [],
};

function routesBelow(folder: RouteFolder, above: readonly RouteSegment[]): Route[] {
  const segments = [...above, { name: folder.name, files: folder.files }];
  const pattern = writePattern(urlSegments(segments));
  const own: Route[] = [];
  if (folder.page !== undefined) own.push({ kind: "page", pattern, file: folder.page, segments });
  if (folder.handler !== undefined)
    own.push({ kind: "handler", pattern, file: folder.handler, segments });
  return [...own, ...folder.folders.flatMap((child) => routesBelow(child, segments))];
}
