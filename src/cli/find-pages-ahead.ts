import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PagesAhead } from "../server/index.ts";
import type { PageOnDisk } from "../vite/index.ts";

/** Where a build puts them, relative to the app. */
const pagesFolder = ".edict/build/pages";

/** Where the pages of a build are to be shown. */
export interface PagesUse {
  /** The app's folder, absolute. */
  readonly root: string;
  /** Whether the cache outlives its server: then it knows what was revalidated since the build. */
  readonly outlives: boolean;
  readonly report: (line: string) => void;
}

/**
 * Finds the pages that a build has made. A cache in memory forgets with its server what was revalidated: there they count
 * for the first server of a build only, and every later one makes its pages anew.
 */
export async function findPagesAhead({ root, outlives, report }: PagesUse): Promise<PagesAhead> {
  const pages = await readPages(root);
  if (pages.length === 0) return new Map();
  if (!outlives && !(await isFirst(root, report))) return new Map();
  return new Map(
    pages.map(({ path, file, tags, filledAt, staleAt, expiresAt }) => [
      path,
      {
        tags,
        filledAt,
        staleAt: staleAt ?? Number.POSITIVE_INFINITY,
        expiresAt: expiresAt ?? Number.POSITIVE_INFINITY,
        load: () => readIfThere(join(root, pagesFolder, file)),
      },
    ]),
  );
}

/** Reads what the build of the same version has written. */
async function readPages(root: string): Promise<readonly PageOnDisk[]> {
  const index = await readIfThere(join(root, pagesFolder, "index.json"));
  if (index === undefined) return [];
  const routes = JSON.parse(Buffer.from(index).toString()) as readonly {
    readonly pages: readonly PageOnDisk[];
  }[];
  return routes.flatMap(({ pages }) => pages);
}

/** Tells whether no server has shown the pages of this build yet. */
async function isFirst(root: string, report: (line: string) => void): Promise<boolean> {
  try {
    await writeFile(join(root, pagesFolder, "shown"), "", { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    report(
      `The pages that were made with the build are made anew: whether they were shown before cannot be noted in ${pagesFolder} (${codeOf(error) ?? String(error)}).`,
    );
    return false;
  }
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined; // another build has begun
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
