// Joins the modules of the command line and of what serves an app into a few files: Node takes longer to find 600 files
// than to run them. usage: node scripts/bundle-package.mjs [folder of the built package, default dist]
// After tsc: bin/edict.js and the doors edict/server and edict/node are what it writes.
import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import MagicString from "magic-string";
import { parseSync } from "oxc-parser";
import { rolldown } from "rolldown";
import { readRooms } from "./read-rooms.mjs";

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist"));
const dir = join(dist, "bundles");

/** The ways in, by the names of their files here: the command line, the doors that serve an app, threads of commands. */
const serving = {
  cli: "cli/index.js",
  server: "adapters/fetch/index.js",
  node: "adapters/node/mount.js",
};
const threads = {
  "analyse-worker": "vite/check/analyse-worker.js",
  "prerender-worker": "vite/prerender/prerender-worker.js",
};

/**
 * Packages that are bundled with ours, found from here, wherever the package lies that is bundled. All others stay outside.
 * The first has 45 files for what does nothing without an SDK; the others are a small CommonJS file each, and to look for
 * the exports of the first one Node starts a lexer, which takes longer than all of them.
 */
const joined = Object.fromEntries(
  ["@opentelemetry/api", "cookie", "dotenv-expand", "fastest-levenshtein", "path-to-regexp"].map(
    (name) => [name, join(import.meta.dirname, "../node_modules", name)],
  ),
);

/** A file that a module names by its own place stays the one it was; a thread's is the one that is bundled. */
const ownPlaces = {
  name: "own-places",
  transform: {
    filter: { code: "import.meta.url" },
    handler(/** @type {string} */ code, /** @type {string} */ id) {
      const from = JSON.stringify(pathFrom(dir, id));
      const edited = new MagicString(code);
      for (const { start, end } of parseSync(id, code).module.importMetas)
        if (code.startsWith(".url", end) && !namesThread(code.slice(0, start), id))
          edited.update(start, end + ".url".length, `new URL(${from}, import.meta.url).href`);
      return { code: edited.toString() };
    },
  },
};

/** The commands that build and check bring Vite and the compiler. */
const otherCommands = {
  name: "other-commands",
  resolveId: {
    filter: { id: /^\.\/commands\/(?!start\.js$)/ },
    handler: (/** @type {string} */ id) => ({ id, external: true }),
  },
};

const doors = await doorsOfNativeRooms();
/** Each stands on those before it alone: what a host bundles for itself must not bring the commands, and they Vite. */
const layers = {
  rooms: await modulesOf(doors, [ownPlaces]),
  serving: await modulesOf({ server: serving.server }, [ownPlaces]),
  node: await modulesOf({ node: serving.node }, [ownPlaces]),
  starting: await modulesOf({ ...serving, start: "cli/commands/start.js" }, [
    ownPlaces,
    otherCommands,
  ]),
};
const layerOf = (/** @type {string} */ id) =>
  Object.entries(layers).find(([, modules]) => modules.has(id))?.[0] ?? null;
const bundle = await open({ ...serving, ...threads, ...doors }, [ownPlaces]);
const { output } = await bundle.write({
  dir,
  format: "esm",
  entryFileNames: "[name].js",
  // Beside the ways in: what a module says of its place is written for one folder.
  chunkFileNames: "shared-[name].js",
  codeSplitting: {
    includeDependenciesRecursively: false,
    // Left to itself, Rolldown would write a file for each set of ways in that need the same, and a server load forty.
    groups: [{ debugName: "layers", name: layerOf }],
  },
});
await bundle.close();
const order = Object.keys(layers);
for (const file of output) {
  const place = file.type === "chunk" ? order.indexOf(file.name) : -1;
  const above = place < 0 ? [] : order.slice(place + 1).map((name) => `shared-${name}.js`);
  const wrong = file.type === "chunk" ? file.imports.filter((name) => above.includes(name)) : [];
  if (wrong.length > 0) throw new Error(`${file.fileName} asks for ${wrong.join()}, above it`);
}
const licenses = Object.entries(joined).map(([name, folder]) => {
  const license = `LICENSE.${name.replace("@", "").replace("/", "-")}`;
  const found = readdirSync(folder).find((file) => /^LICENSE(\.md)?$/.test(file));
  if (found === undefined) throw new Error(`${name} has no license file`);
  copyFileSync(join(folder, found), join(dir, license));
  return license;
});

// Written over what was there, which others may be loading; only what is no more goes.
const written = new Set([...licenses, ...output.map(({ fileName }) => fileName)]);
for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(relative(dir, file))) rmSync(file);
}

/**
 * Lists the modules that `ways` import, used or not, without those that they may ask for later.
 * @param {Record<string, string>} ways names of files → modules, relative to the package
 * @param {import("rolldown").Plugin[]} plugins
 * @returns {Promise<Set<string>>}
 */
async function modulesOf(ways, plugins) {
  const trial = await open(ways, plugins, { treeshake: false });
  const { output: files } = await trial.generate({ format: "esm" });
  await trial.close();
  const chunks = new Map(
    files.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])),
  );
  const modules = new Set();
  const waiting = [...chunks.values()].filter((chunk) => chunk.isEntry);
  for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
    if (!chunks.delete(chunk.fileName)) continue;
    for (const id of chunk.moduleIds) modules.add(id);
    for (const name of chunk.imports) if (chunks.has(name)) waiting.push(chunks.get(name));
  }
  return modules;
}

/**
 * @param {Record<string, string>} ways names of files to write → modules, relative to the package
 * @param {import("rolldown").Plugin[]} plugins
 * @param {import("rolldown").InputOptions} options
 */
function open(ways, plugins, options = {}) {
  return rolldown({
    ...options,
    input: Object.fromEntries(
      Object.entries(ways).map(([name, module]) => [name, join(dist, module)]),
    ),
    platform: "node",
    preserveEntrySignatures: "allow-extension",
    resolve: { alias: joined },
    external: (id) => !isAbsolute(id) && !id.startsWith(".") && !(id in joined),
    plugins,
    onLog: (_level, { message }) => {
      throw new Error(message);
    },
  });
}

/** What Vite's modules get of the rooms that the command line has in memory. */
async function doorsOfNativeRooms() {
  const { nativeRooms } = await import(
    pathToFileURL(join(dist, "vite/native-rooms-plugin.js")).href
  );
  const rooms = Object.entries(readRooms(join(import.meta.dirname, "..")));
  const doors = rooms.flatMap(([room, { doors: names = ["index.ts"] }]) =>
    nativeRooms.has(room) ? names.map((door) => `${room}/${door.replace(/\.tsx?$/, ".js")}`) : [],
  );
  return Object.fromEntries(
    doors.map((door) => [`room-${door.replaceAll("/", "-").replace(/\.js$/, "")}`, door]),
  );
}

/** @param {string} folder @param {string} file */
function pathFrom(folder, file) {
  return relative(folder, file).split(sep).join("/");
}

/** @param {string} before the code before an `import.meta` @param {string} id its module */
function namesThread(before, id) {
  const [, place] = /new URL\("([^"]+)", $/.exec(before) ?? [];
  return (
    place !== undefined && Object.values(threads).includes(pathFrom(dist, join(id, "..", place)))
  );
}
