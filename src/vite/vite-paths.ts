import { fileURLToPath } from "node:url";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Folder of this package's own code, absolute, with a final `/`. */
export const packageFolder: string = at("../");

/** Files of the package that enter an app's bundles, absolute. */
export const packageFiles: Readonly<
  Record<"entryBrowser" | "entryRsc" | "entrySsr" | "entryActions" | "spaRuntime", string>
> = {
  entryBrowser: at("../client/entry-browser.js"),
  entryRsc: at("../render/entry-rsc.js"),
  entrySsr: at("../render/entry-ssr.js"),
  entryActions: at("../render/entry-actions.js"),
  spaRuntime: at("../client/spa-runtime.js"),
};

/** Folders of a build, relative to the app. `.edict/build` is disposable and holds no secret. */
export const buildFolders = {
  build: ".edict/build",
  /** The last build while the next one is made. */
  previous: ".edict/previous-build",
  client: ".edict/build/client",
  rsc: ".edict/build/rsc",
  ssr: ".edict/build/ssr",
  cache: ".edict/cache",
} as const;
