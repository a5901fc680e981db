import type { Plugin } from "vite";
import { dirname } from "node:path";
import { coveredNextModules, nextModules } from "../compiler/index.ts";
import { findPackage } from "./find-package.ts";

const covered = new Set(coveredNextModules.flatMap((name) => [name, `${name}.js`]));

/** Resolves `next/cache` and its like to this package, inside an app only. What is not covered is an error that says so. */
export function nextNamesPlugin(): Plugin {
  return {
    name: "edict:next-names",
    enforce: "pre",
    resolveId: {
      filter: { id: /^next(?:\/|$)/ },
      async handler(id, importer, options) {
        if (covered.has(id)) {
          const name = id.replace(/\.js$/, "");
          const needs = nextModules[name]?.needs;
          const folder = importer === undefined ? this.environment.config.root : dirname(importer);
          if (needs !== undefined && findPackage(needs, folder) === undefined)
            return this.error(
              `${importer ?? "A module"} imports "${id}", which does its work with the package ${needs}. Run \`npm install ${needs}\`. See package-not-installed.`,
            );
          return this.resolve(`edict/${name}`, importer, { ...options, skipSelf: true });
        }
        if (importer?.includes("/node_modules/")) return undefined;
        return this.error(
          `${importer ?? "A module"} imports "${id}", which Edict does not have. It covers ${coveredNextModules.join(", ")}. Use one of these, or a Vite plugin of your own that resolves "${id}".`,
        );
      },
    },
  };
}
