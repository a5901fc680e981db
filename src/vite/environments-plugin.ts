import { relative } from "node:path";
import type { EnvironmentOptions, Plugin } from "vite";
import { isMounted, type Mount } from "../protocol/index.ts";
import { findJsconfig } from "./find-jsconfig.ts";
import { findNextPackages } from "./find-next-packages.ts";
import { buildFolders } from "./vite-paths.ts";

/** Packages of ours that an app's bundles must hold, because they cannot be resolved from a built file. */
const bundled = ["edict", "cookie", "isbot", "ua-parser-js"];

/** Folder of the files named by their content, in every build and in their URLs. */
const assetsFolder = "_edict";

/** Large modules of ours that Vite prepares once, so that the first page in development does not wait for them. */
const prepared: Readonly<Record<string, readonly string[]>> = {
  ssr: ["react-dom/server", "@vitejs/plugin-rsc/vendor/react-server-dom/client.node"],
  rsc: [
    "@vitejs/plugin-rsc/vendor/react-server-dom/server.node",
    "@vitejs/plugin-rsc/vendor/react-server-dom/client.node",
  ],
};

/** plugin-rsc is a dependency of this package: its modules are found through it. */
function throughUs(entry: string): string {
  return entry.startsWith("@vitejs/plugin-rsc") ? `edict > ${entry}` : entry;
}

/** Variables with this beginning are meant for the browser; of all others it learns nothing. */
const publicPrefix = "NEXT_PUBLIC_";

/** Expressions that stand for public variables, with their values as code. */
export function definePublic(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const named = Object.entries(env).filter(([name]) => name.startsWith(publicPrefix));
  return Object.fromEntries(
    named.map(([name, value]) => [`process.env.${name}`, JSON.stringify(value ?? "")]),
  );
}

/**
 * Tells what need not be watched at the root of an app: folders of builds and databases, which may hold many thousands of files.
 * Others with a dot may hold code that was generated for the app.
 */
export function isHidden(root: string): (path: string) => boolean {
  return (path) => /^\.(?:edict|data|next|turbo|cache)(?:[\\/]|$)/.test(relative(root, path));
}

/** What the environments are set for; read when Vite asks, because an app's own configuration is known only then. */
export interface EnvironmentsSource {
  /** How calls in the browser wait whose action says nothing of it. */
  readonly dispatch: "ordered" | "serial";
  /** How the app's addresses are written. */
  readonly mount: Mount;
  readonly entries: { readonly root: string };
  /** Variables of the process, completed from `.env` files. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Sets the three environments: outputs, conditions, public variables, and React's production build on the server. */
export function environmentsPlugin(source: EnvironmentsSource): Plugin {
  return {
    name: "edict:environments",
    config(config, { command }) {
      const publicValues = definePublic(source.env);
      const define: Record<string, string> =
        command === "build"
          ? // What the server renders must agree with what the browser was built with.
            { "process.env.NODE_ENV": JSON.stringify("production"), ...publicValues }
          : {};
      const jsconfig = findJsconfig(source.entries.root);
      const noExternal = [...bundled, ...findNextPackages(source.entries.root)];
      const server = (outDir: string): EnvironmentOptions =>
        serverEnvironment({ outDir, define, noExternal });
      return {
        root: source.entries.root,
        // An app that owns its configuration may have one of its own.
        ...(source.mount.basePath === "" ? {} : { base: `${source.mount.basePath}/` }),
        appType: "custom",
        // Who watches nothing has said so with null.
        ...(config.server?.watch === null
          ? {}
          : { server: { watch: { ignored: [isHidden(source.entries.root)] } } }),
        cacheDir: buildFolders.cache,
        ...(jsconfig === undefined ? {} : { tsconfig: jsconfig }),
        resolve: { tsconfigPaths: true, dedupe: ["react", "react-dom"] },
        environments: {
          client: {
            // A variable that is not set is undefined there, not an error: browsers have no `process`.
            define: {
              "process.env": "{}",
              // No variable: how the runtime in the browser hears of the configuration.
              "process.env.EDICT_DISPATCH": JSON.stringify(source.dispatch),
              "process.env.EDICT_MOUNTED": isMounted(source.mount)
                ? "undefined"
                : JSON.stringify("no"),
              ...publicValues,
            },
            build: {
              outDir: buildFolders.client,
              emptyOutDir: true,
              assetsDir: assetsFolder,
              copyPublicDir: true,
              // A file named after its module would tell the names of the server's modules.
              rolldownOptions: {
                // So would the comments that stay where nothing is minified.
                experimental: { attachDebugInfo: "none" },
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
      const { optimizeDeps } = config;
      if (optimizeDeps?.include === undefined) return undefined;
      optimizeDeps.include = optimizeDeps.include
        .filter((entry) => !flightOfEdge.test(entry))
        .map(throughUs);
      return { optimizeDeps: { include: (prepared[name] ?? []).map(throughUs) } };
    },
    // We render with the one for Node, where plugin-rsc takes the other: an app would have both, whole.
    resolveId: {
      order: "pre",
      filter: { id: flightOfEdge },
      handler(id, importer, options) {
        if (this.environment.name !== "rsc") return undefined;
        return this.resolve(id.replace("edge", "node"), importer, options);
      },
    },
  };
}

/** React's Flight server for runtimes without Node's streams. */
const flightOfEdge = /^@vitejs\/plugin-rsc\/vendor\/react-server-dom\/server\.edge$/;

interface ServerBundle {
  readonly outDir: string;
  readonly define: Record<string, string>;
  /** Packages that are bundled. */
  readonly noExternal: string[];
}

function serverEnvironment({ outDir, define, noExternal }: ServerBundle): EnvironmentOptions {
  return {
    define,
    resolve: { noExternal },
    build: {
      outDir,
      emptyOutDir: true,
      // What server files import of CSS and assets is served with the browser's.
      assetsDir: assetsFolder,
      minify: false,
      copyPublicDir: false,
      target: "node20",
      rolldownOptions: {
        output: {
          // By default their ends follow the app's own package.json: most apps of Next are no ES modules by name.
          entryFileNames: "[name].js",
          chunkFileNames: `${assetsFolder}/[name]-[hash].js`,
          // As in the browser's bundle: what is rendered here names files of that one.
          assetFileNames: `${assetsFolder}/[hash][extname]`,
        },
      },
    },
  };
}
