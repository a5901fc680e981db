import { constants } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StaticEntry } from "./build-manifest.ts";
import { buildFolders } from "./vite-paths.ts";
import { hasCode } from "../base/index.ts";

/** The last finished build, as far as the next one keeps something of it. */
interface FinishedBuild {
  readonly buildId: string;
  readonly static: readonly StaticEntry[];
}

/** What of earlier builds is served on beside a new one. */
export interface RetainedAssets {
  readonly entries: readonly StaticEntry[];
  /** Ids of the builds that they are from, the latest first. */
  readonly builds: readonly string[];
}

const nothing: RetainedAssets = { entries: [], builds: [] };
const manifestName = "manifest.json";

/**
 * Moves the last build out of the way of the next one. One that was never finished is removed, so that a failed
 * build in between costs nobody the assets of the build before it.
 */
export async function setBuildAside(root: string): Promise<void> {
  const build = join(root, buildFolders.build);
  const aside = join(root, buildFolders.previous);
  if ((await readFinished(build)) !== undefined) {
    await rm(aside, { recursive: true, force: true });
    await rename(build, aside);
  } else await rm(build, { recursive: true, force: true });
}

/**
 * Brings the browser's files of up to `retain` earlier builds into a new one, under their own URLs: pages that are
 * still open load them late. Only files whose names carry a hash are kept: of all others the new build has the newest.
 */
export async function bringAssetsBack(
  root: string,
  { buildId, retain }: { readonly buildId: string; readonly retain: number },
): Promise<RetainedAssets> {
  const aside = join(root, buildFolders.previous);
  const last = await readFinished(aside);
  const retained = last === undefined ? nothing : await copyAssets(root, last, { buildId, retain });
  await rm(aside, { recursive: true, force: true });
  return retained;
}

async function copyAssets(
  root: string,
  last: FinishedBuild,
  { buildId, retain }: { readonly buildId: string; readonly retain: number },
): Promise<RetainedAssets> {
  const sourceOf = ({ build }: StaticEntry): string => build ?? last.buildId;
  const known = [last.buildId, ...last.static.map(sourceOf)];
  const builds = [...new Set(known)].filter((id) => id !== buildId).slice(0, retain);
  const kept = new Set(builds);
  const entries: StaticEntry[] = [];
  for (const entry of last.static) {
    if (!entry.immutable || !kept.has(sourceOf(entry))) continue;
    const from = join(root, entry.file.replace(buildFolders.build, buildFolders.previous));
    if (await copyNew(from, join(root, entry.file)))
      entries.push({ ...entry, build: sourceOf(entry) });
  }
  return { entries, builds };
}

/** Copies a file unless the new build has one of that name, which is the same one; false then, or where it is gone. */
async function copyNew(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST", "ENOENT")) return false;
    throw error;
  }
}

async function readFinished(folder: string): Promise<FinishedBuild | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, manifestName), "utf8"));
    return isFinished(manifest) ? manifest : undefined;
  } catch (error) {
    if (hasCode(error, "ENOENT") || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Checks what is read of a manifest: another version of the package may have written it. */
function isFinished(value: unknown): value is FinishedBuild {
  if (typeof value !== "object" || value === null) return false;
  if (!("buildId" in value && "static" in value)) return false;
  return (
    typeof value.buildId === "string" && Array.isArray(value.static) && value.static.every(isEntry)
  );
}

function isEntry(value: unknown): value is StaticEntry {
  if (typeof value !== "object" || value === null) return false;
  if (!("path" in value && "file" in value && "immutable" in value)) return false;
  return (
    typeof value.path === "string" &&
    typeof value.file === "string" &&
    value.file.startsWith(`${buildFolders.client}/`) &&
    !value.file.split("/").includes("..") &&
    typeof value.immutable === "boolean" &&
    (!("build" in value) || typeof value.build === "string")
  );
}
