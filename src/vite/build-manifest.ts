import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { RouteTable } from "../routing/index.ts";
import { bringAssetsBack } from "./retain-assets.ts";
import { buildIdFile, staticParamsFile, type ListedAction } from "./entries-plugin.ts";
import type { RouteOnDisk } from "./prerender/prerender-build.ts";
import { buildFolders } from "./vite-paths.ts";

/** One file that may be served as it is. */
export interface StaticEntry {
  /** URL path, e.g. `/_edict/entry-3f2a.js`. */
  readonly path: string;
  /** Relative to the app's root. */
  readonly file: string;
  /** Named by its content, so that it can be kept for ever. */
  readonly immutable: boolean;
  /** The earlier build that it was kept from; absent for a file of this one. */
  readonly build?: string;
}

/** What `edict inspect --json` prints. */
export interface Inspection {
  readonly actions: readonly Readonly<Record<string, unknown>>[];
  readonly routes: readonly InspectedRoute[];
}

/** A route as `edict inspect` shows it. */
export interface InspectedRoute {
  readonly pattern: string;
  readonly kind: "page" | "handler";
  readonly file: string;
  readonly methods?: readonly string[];
  /** How a page is made. */
  readonly rendering?: PageRendering;
}

/** How the pages of a route are made. */
export type PageRendering =
  /** `pages` were made with the build, all others are at their first request. */
  | { readonly kind: "kept"; readonly pages: number; readonly revalidate: number | false }
  | { readonly kind: "per-request"; readonly reason: string };

/** `.edict/build/manifest.json`. */
export interface BuildManifest {
  readonly buildId: string;
  readonly static: readonly StaticEntry[];
  /** Earlier builds whose files are served on, the latest first. */
  readonly retained: readonly string[];
  readonly inspection: Inspection;
}

/** Writes the manifest of a finished build, and the build id into the server bundle. */
export async function writeBuildManifest(
  root: string,
  made: {
    readonly buildId: string | undefined;
    readonly retain: number;
    readonly inspection: Inspection;
  },
): Promise<BuildManifest> {
  const files = await listBuilt(root, buildFolders.client);
  const servers = [
    ...(await listBuilt(root, buildFolders.rsc)),
    ...(await listBuilt(root, buildFolders.ssr)),
  ];
  const buildId = made.buildId ?? (await hashFiles(root, [...files, ...servers]));
  const retained = await bringAssetsBack(root, { buildId, retain: made.retain });
  const own: StaticEntry[] = files
    .filter((file) => !file.includes("/.vite/"))
    .map((file) => {
      const path = file.slice(buildFolders.client.length);
      return { path, file, immutable: path.startsWith("/_edict/") };
    });
  const manifest: BuildManifest = {
    buildId,
    static: [...own, ...retained.entries],
    retained: retained.builds,
    inspection: made.inspection,
  };
  await writeFile(
    join(root, buildFolders.rsc, buildIdFile),
    `export default ${JSON.stringify(buildId)};\n`,
  );
  await writeStaticParams(root, {});
  // The server's files are ES modules, whatever the app's own package.json says of its own.
  await writeFile(join(root, buildFolders.build, "package.json"), '{ "type": "module" }\n');
  await saveManifest(root, manifest);
  return manifest;
}

const manifestFile = join(buildFolders.build, "manifest.json");

async function saveManifest(root: string, manifest: BuildManifest): Promise<void> {
  await writeFile(join(root, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Takes away what makes a folder a build that can be served. */
export async function removeManifest(root: string): Promise<void> {
  await rm(join(root, manifestFile), { force: true });
}

/** Adds to the manifest how each page is made. */
export async function addRenderings(
  root: string,
  manifest: BuildManifest,
  made: readonly RouteOnDisk[],
): Promise<BuildManifest> {
  const byPattern = new Map(made.map((route) => [route.pattern, route]));
  const routes = manifest.inspection.routes.map((route): InspectedRoute =>
    route.kind === "page"
      ? { ...route, rendering: renderingOf(byPattern.get(route.pattern)) }
      : route,
  );
  const whole = { ...manifest, inspection: { ...manifest.inspection, routes } };
  await saveManifest(root, whole);
  return whole;
}

function renderingOf(made: RouteOnDisk | undefined): PageRendering {
  if (made === undefined) return perRequest;
  if (made.perRequest !== undefined) return { kind: "per-request", reason: made.perRequest };
  return { kind: "kept", pages: made.pages.length, revalidate: made.revalidate };
}

const perRequest: PageRendering = {
  kind: "per-request",
  reason: "nothing asks for it to be kept",
};

const writtenLater: ReadonlySet<string> = new Set([buildIdFile, staticParamsFile]);

/** Describes every endpoint of a build. */
export function inspectionOf(
  actions: readonly ListedAction[],
  routes: RouteTable,
  methods: ReadonlyMap<string, readonly string[]>,
): Inspection {
  return {
    actions: actions.map(({ entry }) => ({
      id: entry["id"],
      file: entry["file"],
      line: entry["line"],
      name: entry["name"],
      kind: entry["kind"],
      captures: entry["captures"],
      usedBy: entry["usedBy"],
      ...("settings" in entry ? { settings: entry["settings"] } : {}),
    })),
    routes: routes.routes.map(({ pattern, kind, file }) => {
      const own = methods.get(file);
      return own === undefined ? { pattern, kind, file } : { pattern, kind, file, methods: own };
    }),
  };
}

/** Writes what `generateStaticParams` gave, by pattern, into the server bundle. */
export function writeStaticParams(root: string, listed: unknown): Promise<void> {
  const text = `export default ${JSON.stringify(listed)};\n`;
  return writeFile(join(root, buildFolders.rsc, staticParamsFile), text);
}

async function listBuilt(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !writtenLater.has(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

async function hashFiles(root: string, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(root, file)));
  return hash.digest("hex").slice(0, 16);
}
