import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DepOptimizationMetadata, Plugin } from "vite";
import { settleBoundArguments } from "./bound-state-plugin.ts";
import { gateAsyncHook } from "./gate-async-hook.ts";
import { exportNative } from "./native-modules.ts";

/** What of the dependencies that Vite prepared is React's own, by the names they are asked for. */
const ofReact = /^(?:edict > )?(?:react(?:-dom)?(?:\/.*)?|@vitejs\/plugin-rsc\/vendor\/.*)$/;

/** What a prepared file imports: Rolldown writes it first, a statement a line. */
const head = /^(?:import [^\n]*;\n)*/;
const specifiers = /^import (?:[^"\n]* from )?"([^"\n]+)";$/gm;

/** Where a prepared file says where its source map is: nobody looks at lines of React's own. */
const mapComment = /^\/\/# sourceMappingURL=.*$/m;

/**
 * Lets Node run React's development builds as Vite prepared them. Vite would rewrite every line of them for its runner, and
 * again after a save that loads the server's modules anew: that was a third of the wait for the first page.
 */
export function nativeReactPlugin(): Plugin {
  const copies = new Map<string, Promise<ReadonlySet<string>>>();
  return {
    name: "edict:native-react",
    apply: "serve",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === "rsc" || name === "ssr",
    transform: {
      // Read by Vite, which knows when it is prepared and whether it is still the newest.
      filter: { id: /[\\/]deps_(?:rsc|ssr)[\\/][^\\/]+\.js\?v=/ },
      async handler(_code, id) {
        const optimizer =
          this.environment.mode === "dev" ? this.environment.depsOptimizer : undefined;
        if (optimizer === undefined) return undefined;
        const [file = id] = id.split("?", 1);
        // One folder for each time they are prepared: Node never loads a file again.
        const folder = `${dirname(file)}-${optimizer.metadata.browserHash}`;
        const copying = copies.get(folder) ?? copyReact(dirname(file), folder, optimizer.metadata);
        copies.set(folder, copying);
        const name = basename(file);
        if (!(await copying).has(name)) return undefined;
        const copy = join(folder, name);
        const module = (await import(pathToFileURL(copy).href)) as object; // a namespace is an object
        return { code: exportNative(copy, module), map: { mappings: "" } };
      },
    },
  };
}

/** Copies what Vite prepared of React from `from` to `to`, and names the files that Node can run there. */
async function copyReact(
  from: string,
  to: string,
  { optimized }: DepOptimizationMetadata,
): Promise<ReadonlySet<string>> {
  const entries = Object.entries(optimized)
    .filter(([name]) => ofReact.test(name))
    .map(([, { file }]) => basename(file));
  const texts = await readClosure(from, entries);
  if (texts === undefined) return new Set();
  const stale = new RegExp(`^${basename(from)}-`);
  const folders = (await readdir(dirname(to))).filter((name) => stale.test(name));
  await Promise.all(
    folders.map((name) => rm(join(dirname(to), name), { recursive: true, force: true })),
  );
  await mkdir(to, { recursive: true });
  await writeFile(join(to, "package.json"), '{ "type": "module" }');
  for (const [name, text] of texts) await writeFile(join(to, name), prepare(from, name, text));
  return new Set(texts.keys());
}

/** Reads `entries` and all that they import; nothing where one of them needs more than its neighbours and Node. */
async function readClosure(
  folder: string,
  entries: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const texts = new Map<string, string>();
  const open = [...entries];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (texts.has(name)) continue;
    const text = await readFile(join(folder, name), "utf8");
    texts.set(name, text.replace(mapComment, ""));
    const imports = head.exec(text)?.[0] ?? "";
    for (const [, imported = ""] of imports.matchAll(specifiers)) {
      if (isBuiltin(imported)) continue;
      if (!imported.startsWith("./")) return undefined;
      open.push(imported.slice(2));
    }
  }
  return texts;
}

/** Does what transforms do to what goes through Vite. */
function prepare(from: string, name: string, text: string): string {
  const loaded = gateAsyncHook(withLoaderOfPlugin(text));
  const isClient = /react-server-dom_client__/.test(name);
  return isClient && basename(from) === "deps_ssr" ? settleBoundArguments(loaded) : loaded;
}

/** Has React ask plugin-rsc for modules, as its own transform would: that one sees only what goes through Vite. */
function withLoaderOfPlugin(text: string): string {
  return text
    .replaceAll("__webpack_require__.u", "({}).u")
    .replaceAll("__webpack_require__", "__vite_rsc_require__");
}
