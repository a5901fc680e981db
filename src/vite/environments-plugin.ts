import type { EnvironmentOptions, Plugin } from "vite";
import { buildFolders } from "./vite-paths.ts";

/** Packages of ours that an app's bundles must hold, because they cannot be resolved from a built file. */
const bundled = ["edict", "cookie"];

/** Folder of the files named by their content, in every build and in their URLs. */
const assetsFolder = "_edict";

/** Large modules of ours that Vite prepares once, so that the first page in development does not wait for them. */
const prepared: Readonly<Record<string, readonly string[]>> = {
  ssr: ["react-dom/server"],
  rsc: ["@vitejs/plugin-rsc/vendor/react-server-dom/server.node"],
};

/** plugin-rsc is a dependency of this package: its modules are found through it. */
function throughUs(entry: string): string {
  return entry.startsWith("@vitejs/plugin-rsc") ? `edict > ${entry}` : entry;
}

/** Sets the three environments: outputs, conditions, and React's production build on the server. */
export function environmentsPlugin(root: string): Plugin {
  return {
    name: "edict:environments",
    config(_config, { command }) {
      const define: Record<string, string> =
        command === "build" ? { "process.env.NODE_ENV": JSON.stringify("production") } : {};
      const server = (outDir: string): EnvironmentOptions => ({
        define,
        resolve: { noExternal: bundled },
        build: {
          outDir,
          emptyOutDir: true,
          // What server files import of CSS and assets is served with the browser's.
          assetsDir: assetsFolder,
          minify: false,
          copyPublicDir: false,
          target: "node20",
        },
      });
      return {
        root,
        appType: "custom",
        cacheDir: buildFolders.cache,
        resolve: { tsconfigPaths: true, dedupe: ["react", "react-dom"] },
        environments: {
          client: {
            build: {
              outDir: buildFolders.client,
              emptyOutDir: true,
              assetsDir: assetsFolder,
              sourcemap: false,
              copyPublicDir: true,
              // A file named after its module would tell the names of the server's modules.
              rolldownOptions: {
                output: {
                  entryFileNames: `${assetsFolder}/[hash].js`,
                  chunkFileNames: `${assetsFolder}/[hash].js`,
                  assetFileNames: `${assetsFolder}/[hash][extname]`,
                },
              },
            },
            optimizeDeps: { exclude: ["edict"] },
          },
          ssr: server(buildFolders.ssr),
          rsc: server(buildFolders.rsc),
        },
      };
    },
    configEnvironment(name, config) {
      const include = config.optimizeDeps?.include;
      if (include === undefined) return undefined;
      return { optimizeDeps: { include: [...include, ...(prepared[name] ?? [])].map(throughUs) } };
    },
  };
}
