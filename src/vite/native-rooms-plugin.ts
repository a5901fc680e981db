import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";
import { exportNative } from "./native-modules.ts";
import { packageFolder } from "./vite-paths.ts";

/**
 * Rooms that are the same for every environment: no React, no conditions, nothing that a bundler must see.
 * @public for scripts/bundle-package.mjs
 */
export const nativeRooms: ReadonlySet<string> = new Set([
  "base",
  "cache",
  "context",
  "errors",
  "metadata",
  "protocol",
  "routing",
]);

const prefix = "\0edict:native:";

/**
 * Gives the modules that Vite runs on the server what Node has loaded of this package: the development server has these
 * rooms in memory already. Through Vite, file by file, they were half of the wait for the first page.
 */
export function nativeRoomsPlugin(folder: string = packageFolder): Plugin {
  return {
    name: "edict:native-rooms",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name !== "client",
    resolveId: {
      filter: { id: /^\.\.?\// },
      handler(source, importer) {
        if (importer?.startsWith(folder) !== true) return undefined;
        const file = resolve(dirname(importer), source);
        const [room = ""] = relative(folder, file).split("/", 1);
        return nativeRooms.has(room) ? prefix + file : undefined;
      },
    },
    load: {
      filter: { id: /^\0edict:native:/ },
      async handler(id) {
        const file = id.slice(prefix.length);
        const loaded = bundledDoor(folder, file);
        const module = (await import(pathToFileURL(loaded).href)) as object; // a namespace is an object
        return exportNative(file, module);
      },
    },
  };
}

/** The command line runs what the package's bundles hold of a room: there its door is a file beside them. */
function bundledDoor(folder: string, file: string): string {
  const name = relative(folder, file).split(sep).join("-");
  const bundled = join(folder, "bundles", `room-${name}`);
  return existsSync(bundled) ? bundled : file;
}
