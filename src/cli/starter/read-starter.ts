import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { OwnManifest } from "./starter-manifest.ts";

/** A file of a new app. */
export interface StarterFile {
  /** Relative to the app, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Reads the files that every new app gets, as they lie in the package. */
export async function readStarter(packageRoot: string): Promise<StarterFile[]> {
  const root = join(packageRoot, "starter");
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    // What a run in a clone left there.
    .filter((path) => !/(?:^|\/)(?:\.|node_modules\/)/.test(path));
  return Promise.all(
    paths.map(async (path) => ({
      path: renamed[path] ?? path,
      text: await readFile(join(root, path), "utf8"),
    })),
  );
}

/** npm packs no file of this name. */
const renamed: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

/** Reads Edict's own package.json. */
export async function readOwnManifest(packageRoot: string): Promise<OwnManifest> {
  // The one that this very package was made with: npm checked its shape.
  return JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as OwnManifest;
}
