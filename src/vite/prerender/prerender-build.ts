import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mount } from "../../protocol/index.ts";
import type { AppBuild } from "../../render/index.ts";
import {
  prerenderPages,
  printEntry,
  type PrerenderedRoute,
  type ServerOptions,
} from "../../server/index.ts";
import { buildFolders } from "../vite-paths.ts";

/** What the pages of a finished bundle are made with. */
export interface PrerenderTask {
  /** The app's folder, absolute. */
  readonly root: string;
  readonly cacheLife: NonNullable<ServerOptions["cacheLife"]>;
  /** How the app's addresses are written. */
  readonly mount: Mount;
}

/** A page that lies in a file. */
export interface PageOnDisk {
  readonly path: string;
  /** Name of the file in `.edict/build/pages`. */
  readonly file: string;
  readonly tags: readonly string[];
  /** Milliseconds since 1970; null for never. */
  readonly filledAt: number;
  readonly staleAt: number | null;
  readonly expiresAt: number | null;
}

/** A route as `.edict/build/pages/index.json` has it. */
export type RouteOnDisk = Omit<PrerenderedRoute, "pages"> & {
  readonly pages: readonly PageOnDisk[];
};

/** Folder of the pages that a build has made, relative to the app. */
export const pagesFolder: string = `${buildFolders.build}/pages`;

/** Makes the pages of a build ahead and writes them into `.edict/build/pages`. The app's code runs: call it in a process of its own. */
export async function prerenderBuild(
  { root, cacheLife, mount }: PrerenderTask,
  report: (line: string) => void,
): Promise<void> {
  const file = join(root, buildFolders.rsc, "index.js");
  const entry: { readonly default: AppBuild } = await import(pathToFileURL(file).href);
  const app = entry.default;
  await registerIfPossible(app, report);
  const folder = join(root, pagesFolder);
  await mkdir(folder, { recursive: true });
  const log = (line: Parameters<typeof printEntry>[0]): void => report(printEntry(line));
  const routes: RouteOnDisk[] = [];
  let written = 0;
  for await (const { pages, ...route } of prerenderPages(app, { cacheLife, mount, log })) {
    const onDisk: PageOnDisk[] = [];
    for (const { body, staleAt, expiresAt, ...page } of pages) {
      const name = `${(written += 1)}.page`;
      await writeFile(join(folder, name), body);
      onDisk.push({
        ...page,
        file: name,
        staleAt: finite(staleAt),
        expiresAt: finite(expiresAt),
      });
    }
    routes.push({ ...route, pages: onDisk });
  }
  await writeFile(join(folder, "index.json"), `${JSON.stringify(routes)}\n`);
}

/** What a server begins with may need what only a server has; a page that needs it in turn is made there. */
async function registerIfPossible(app: AppBuild, report: (line: string) => void): Promise<void> {
  try {
    await app.register();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(`register() of instrumentation.ts failed while pages were made: ${reason}`);
  }
}

/** JSON has no word for a time without end. */
function finite(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}
