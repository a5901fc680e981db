import { relative, resolve } from "node:path";
import { defaultServerConditions, type Plugin, type ResolvedConfig } from "vite";
import type { SpaSettings } from "./spa-options.ts";

/** Name of the environment that the actions run in. */
export const actionsEnvironment = "edict";

/** Packages that are loaded as the server has them: ours, and React. */
const bundled = ["edict", "react", "react-dom", "server-only", "@vitejs/plugin-rsc"];

/** CommonJS of React that Vite prepares; found through this package, whose dependency it is. */
const prepared = (name: string): string =>
  `edict > @vitejs/plugin-rsc/vendor/react-server-dom/${name}`;

/** Sets up the environment that the actions run in, beside the browser's. */
export function spaEnvironments(settings: SpaSettings): Plugin {
  return {
    name: "edict:spa-environments",
    config(_config, { command }) {
      return {
        // One configuration and one set of plugins for both builds: the browser's tells which actions are used.
        builder: { sharedConfigBuild: true, sharedPlugins: true },
        resolve: { dedupe: ["react", "react-dom"] },
        environments: {
          client: {
            // How the runtime in the browser hears that the app's addresses are as they are; browsers have no `process`.
            define: { "process.env.EDICT_MOUNTED": JSON.stringify("no") },
            optimizeDeps: {
              include: [prepared("client.browser")],
              exclude: ["edict", "@vitejs/plugin-rsc"],
            },
          },
          [actionsEnvironment]: {
            consumer: "server",
            define:
              command === "build" ? { "process.env.NODE_ENV": JSON.stringify("production") } : {},
            resolve: {
              conditions: ["react-server", ...defaultServerConditions],
              // A built file cannot reach our own dependency; in development Node loads it, because it is CommonJS.
              noExternal: command === "build" ? [...bundled, "cookie"] : bundled,
            },
            optimizeDeps: {
              include: [
                "react",
                "react/jsx-runtime",
                "react/jsx-dev-runtime",
                prepared("server.node"),
              ],
              exclude: ["edict", "@vitejs/plugin-rsc"],
            },
            build: {
              outDir: settings.serverOutDir,
              emptyOutDir: true,
              copyPublicDir: false,
              emitAssets: false,
              manifest: false,
              minify: false,
              target: "node20",
            },
          },
        },
      };
    },
    configResolved(config) {
      const build = config.environments[actionsEnvironment]?.build;
      if (build === undefined) return;
      checkFolders(config, build.outDir);
      // Set here, not merged: entries that the app names for its browser build are none of the server's.
      build.rolldownOptions.input = {
        actions: "edict/actions",
        ...(settings.server === undefined ? {} : { server: resolve(config.root, settings.server) }),
      };
      build.rolldownOptions.output = { entryFileNames: "[name].js" };
    },
  };
}

/** The browser's folder is served to everybody. */
function checkFolders({ root, build }: ResolvedConfig, serverOutDir: string): void {
  const inside = relative(resolve(root, build.outDir), resolve(root, serverOutDir));
  if (inside.startsWith("..")) return;
  throw new TypeError(
    `edict({ serverOutDir: ${JSON.stringify(serverOutDir)} }) lies in ${JSON.stringify(build.outDir)}, the folder that is served to browsers: name a folder beside it.`,
  );
}
