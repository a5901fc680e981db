import { mountedPath, withoutBasePath, type Mount } from "../../protocol/index.ts";

// Replaced by the bundler: an app whose addresses are as they are carries nothing that would write them.
declare const process: { readonly env: { readonly EDICT_MOUNTED?: "no" } };

/** Writes a path of the app as visitors see it, as `mountedPath` does. */
export const shownPath: typeof mountedPath =
  process.env.EDICT_MOUNTED === "no" ? (href) => href : mountedPath;

type OwnPath = (path: string, mount: Mount | undefined) => string | undefined;

/** Cuts `basePath` off; undefined for a path outside it. */
export const ownPath: OwnPath =
  process.env.EDICT_MOUNTED === "no"
    ? (path) => path
    : (path, mount) => withoutBasePath(path, mount?.basePath ?? "");
