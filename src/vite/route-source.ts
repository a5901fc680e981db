import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { makesSeveral, readRouteSettings } from "../compiler/index.ts";
import {
  buildRouteTable,
  fileConvention,
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
  return readTable(root, await listFiles(root, folder));
}

/** Makes the route table of files, relative to `root`, and reads what they say of their routes. */
export async function readTable(root: string, files: readonly string[]): Promise<RoutesOnDisk> {
  const { table, problems } = buildRouteTable(files, await filesOfSeveral(root, files));
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

/** Finds the files that make several of one: where those are depends on it. */
async function filesOfSeveral(root: string, files: readonly string[]): Promise<Set<string>> {
  const made = files.filter((path) => {
    const convention = fileConvention(basename(path));
    return convention?.kind === "served" && !convention.served.isStatic;
  });
  const several = await Promise.all(
    made.map(async (path) => {
      const file = join(root, path);
      return makesSeveral(await readFile(file, "utf8"), file) ? [path] : [];
    }),
  );
  return new Set(several.flat());
}
