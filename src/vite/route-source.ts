import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readRouteSettings } from "../compiler/index.ts";
import {
  buildRouteTable,
  filesWithSettings,
  withSettings,
  type RouteProblem,
  type RouteTable,
} from "../routing/index.ts";
import { findAppFolder, listFiles } from "./app-files.ts";

/** The routes of an app as they stand on disk. */
export interface RoutesOnDisk {
  readonly table: RouteTable;
  readonly problems: readonly RouteProblem[];
}

/** Reads the route table from the files below `app/` or `src/app/`, and what they say of their routes; throws a sentence when there is no such folder. */
export async function readRoutes(root: string): Promise<RoutesOnDisk> {
  const folder = findAppFolder(root);
  if (folder === undefined)
    throw new Error(
      `There is no app/ folder in ${root}. Routes live there: make app/layout.tsx and app/page.tsx, or name another directory.`,
    );
  const { table, problems } = buildRouteTable(await listFiles(root, folder));
  const settings = new Map(
    await Promise.all(
      filesWithSettings(table).map(async (path) => {
        const file = join(root, path);
        return [path, readRouteSettings(await readFile(file, "utf8"), file)] as const;
      }),
    ),
  );
  return { table: withSettings(table, (path) => settings.get(path)), problems };
}
