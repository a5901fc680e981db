import { buildRouteTable, type RouteProblem, type RouteTable } from "../routing/index.ts";
import { findAppFolder, listFiles } from "./app-files.ts";

/** The routes of an app as they stand on disk. */
export interface RoutesOnDisk {
  readonly table: RouteTable;
  readonly problems: readonly RouteProblem[];
}

/** Reads the route table from the files below `app/` or `src/app/`; throws a sentence when there is no such folder. */
export async function readRoutes(root: string): Promise<RoutesOnDisk> {
  const folder = findAppFolder(root);
  if (folder === undefined)
    throw new Error(
      `There is no app/ folder in ${root}. Routes live there: make app/layout.tsx and app/page.tsx, or name another directory.`,
    );
  return buildRouteTable(await listFiles(root, folder));
}
