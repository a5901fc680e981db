import { readdir } from "node:fs/promises";
import { join } from "node:path";

const sourceFile = /\.[cm]?[jt]sx?$/;
const ignoredFolder = /^(?:node_modules|dist|build|coverage|\..*)$/;

/** What `edict check` looks at in an app. */
export interface AppSources {
  /** Everything that could hold a directive, relative to the root, with `/`, sorted. */
  readonly sources: readonly string[];
  /** Every file below `app/` and `src/app/`, whatever it is. */
  readonly routeFiles: readonly string[];
}

/** Lists the files of the app at `root`; dependencies, built and hidden folders are left out. */
export async function listAppSources(root: string): Promise<AppSources> {
  const sources: string[] = [];
  const routeFiles: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const isRoutes = /^(?:src\/)?app(?:\/|$)/.test(folder);
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      // Below `app/` a folder is a URL segment: `build` and `.well-known` are fine names there.
      if (
        entry.isDirectory() &&
        (entry.name === "node_modules" || (!isRoutes && ignoredFolder.test(entry.name)))
      )
        continue;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) {
        if (isRoutes) routeFiles.push(path);
        if (sourceFile.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)) sources.push(path);
      }
    }
  };
  await visit("");
  return { sources: sources.toSorted(), routeFiles: routeFiles.toSorted() };
}
