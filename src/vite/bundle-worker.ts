import { join } from "node:path";
import { build, type Plugin } from "vite";
import { buildFolders } from "./vite-paths.ts";
import { appEntry } from "./write-host-entries.ts";

const entryId = "virtual:edict/worker";

/** File of the bundle in the build's folder. */
const workerFile = "worker.js";

/**
 * Bundles a finished build with all packages that it imports into one module for Workers: `.edict/build/worker.js`.
 * What Workers have of Node stays imported from there.
 */
export async function bundleWorker(root: string): Promise<void> {
  await build({
    root,
    configFile: false,
    envFile: false,
    logLevel: "warn",
    plugins: [workerEntry(root)],
    ssr: { noExternal: true, resolve: { conditions: ["workerd", "worker", "module", "node"] } },
    build: {
      ssr: true,
      target: "es2023",
      outDir: buildFolders.build,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: {
        input: entryId,
        output: { entryFileNames: workerFile, codeSplitting: false },
      },
    },
  });
}

function workerEntry(root: string): Plugin {
  return {
    name: "edict:worker",
    enforce: "pre",
    resolveId: (id) => (id === entryId ? `\0${id}` : undefined),
    load: (id) =>
      id === `\0${entryId}`
        ? [
            `import app from ${JSON.stringify(join(root, buildFolders.build, appEntry))};`,
            'import { createFetchEntry } from "edict/server";',
            // Here are no files beside a module, and a module may make nothing random before a request is there.
            "const build = { ...app, hosting: { ...app.hosting, base: undefined } };",
            "let entry;",
            "const fetch = (...given) => (entry ??= createFetchEntry(build)).fetch(...given);",
            "export default { fetch };",
          ].join("\n")
        : undefined,
    renderChunk: (code) => ({
      // A worker's modules have no URL; what is required by it are modules of Node only.
      code: code.replaceAll("createRequire(import.meta.url)", 'createRequire("file:///worker.js")'),
      map: null,
    }),
  };
}
