// Joins the modules that serve an app in production into a few files: Node takes longer to find 300 files than to run them.
// usage: node scripts/bundle-servers.mjs [folder of the built package, default dist]
// After tsc: bin/edict.js and the doors edict/server and edict/node are what it writes.
import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { rolldown } from "rolldown";

/** The commands that build and check bring Vite and the compiler: they stay the files that they are. */
const otherCommands = {
  name: "other-commands",
  resolveId: {
    filter: { id: /^\.\/commands\/(?!start\.js$)/ },
    handler: (/** @type {string} */ id) => ({ id: id.replace(".", "../cli"), external: true }),
  },
};

/** Found from here, wherever the package lies that is bundled. */
const telemetry = join(import.meta.dirname, "../node_modules/@opentelemetry/api");

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist"));
const dir = join(dist, "bundles");
const bundle = await rolldown({
  input: {
    cli: join(dist, "cli/index.js"),
    server: join(dist, "adapters/fetch/index.js"),
    node: join(dist, "adapters/node/mount.js"),
  },
  platform: "node",
  resolve: { alias: { "@opentelemetry/api": telemetry } },
  // What other packages give stays theirs, to update. This one has 45 files for what does nothing without an SDK.
  external: (id) => !isAbsolute(id) && !id.startsWith(".") && id !== "@opentelemetry/api",
  plugins: [otherCommands],
  onLog: (_level, { message }) => {
    throw new Error(message);
  },
});
const { output } = await bundle.write({
  dir,
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "shared/[name].js",
});
await bundle.close();
const license = "LICENSE.opentelemetry-api";
copyFileSync(join(telemetry, "LICENSE"), join(dir, license));

// Written over what was there, which others may be loading; only what is no more goes.
const written = new Set([license, ...output.map(({ fileName }) => fileName)]);
for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(relative(dir, file))) rmSync(file);
}
