import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";
import { filesOfRoute, filesOfSegment, type RouteTable } from "../routing/index.ts";
import { packageFiles } from "./vite-paths.ts";
import { writeStaticModule } from "./write-static-module.ts";

/** Names of the modules that are generated for an app. */
export const virtualIds = {
  entryRsc: "virtual:edict/entry-rsc",
  buildId: "virtual:edict/build-id",
  /** What `generateStaticParams` gave. */
  staticParams: "virtual:edict/static-params",
  /** The entry of an app without pages. */
  entryActions: "virtual:edict/entry-actions",
} as const;

/** Prefix of the modules that hold the CSS of one route file each: plugin-rsc takes one `loadCss` a module. */
const stylesPrefix = "virtual:edict/styles/";

/** Prefix of the modules that hold a file of `app/` each, to be sent as it is. */
const staticPrefix = "virtual:edict/static/";

/** File beside the `rsc` bundle that holds the build id: written last, because the id is a hash of what was built. */
export const buildIdFile = "__edict_build_id.js";

/** File beside the `rsc` bundle that holds what `generateStaticParams` gave: the bundle itself says it. */
export const staticParamsFile = "__edict_static_params.js";

/** Modules that are written when the bundles are there. */
const writtenLater: readonly (readonly [id: string, file: string])[] = [
  [virtualIds.buildId, buildIdFile],
  [virtualIds.staticParams, staticParamsFile],
];

/** An action as the generated entry lists it. */
export interface ListedAction {
  readonly lookup: string;
  /** Everything of an `ActionEntry` that is data. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Absolute path of its module, and the name under which that exports it. */
  readonly file: string;
  readonly exportName: string;
}

/** What the generated entry is written from; asked again whenever it is loaded. */
export interface EntrySource {
  readonly root: string;
  readonly routes: () => RouteTable;
  readonly actions: () => readonly ListedAction[];
  readonly developmentBuildId: string | undefined;
  /** `instrumentation.ts`, relative to the app's root, where there is one. */
  readonly instrumentation: string | undefined;
  /** `proxy.ts`, relative to the app's root, where there is one. */
  readonly proxy: () => string | undefined;
}

/** Generates the entry of the `rsc` bundle: routes, modules and actions of this app, handed to `createAppBuild`. */
export function entriesPlugin(source: EntrySource): Plugin {
  const later = new Map(writtenLater);
  const known = new Set<string>([virtualIds.entryRsc, ...later.keys()]);
  return {
    name: "edict:entries",
    resolveId(id) {
      const ofFile = id.startsWith(stylesPrefix) || id.startsWith(staticPrefix);
      if (!known.has(id)) return ofFile ? `\0${id}` : undefined;
      const external = later.has(id) && this.environment.mode === "build";
      return external ? { id, external: true } : `\0${id}`;
    },
    load(id) {
      if (id === `\0${virtualIds.entryRsc}`) return writeEntry(source);
      if (id === `\0${virtualIds.buildId}`)
        return `export default ${JSON.stringify(source.developmentBuildId ?? "development")};`;
      // In development they are asked for with each request.
      if (id === `\0${virtualIds.staticParams}`) return "export default {};";
      if (id.startsWith(`\0${staticPrefix}`)) {
        const file = join(source.root, fileIn(id, staticPrefix));
        this.addWatchFile(file);
        return writeStaticModule(file);
      }
      if (id.startsWith(`\0${stylesPrefix}`)) {
        const file = fileIn(id, stylesPrefix);
        return `export const styles = () => import.meta.viteRsc.loadCss(${JSON.stringify(join(source.root, file))});`;
      }
      return undefined;
    },
    renderChunk(code, chunk) {
      const named = writtenLater.filter(([id]) => code.includes(id));
      if (named.length === 0) return undefined;
      let written = code;
      for (const [id, file] of named) {
        const to = relative(join(chunk.fileName, ".."), file).split(sep).join("/");
        written = written.replaceAll(id, to.startsWith(".") ? to : `./${to}`);
      }
      // Lines stay as they are: the map still fits, but for what follows on these.
      return { code: written, map: null };
    },
  };
}

function writeEntry(source: EntrySource): string {
  const table = source.routes();
  const proxy = source.proxy();
  const at = (file: string): string => JSON.stringify(join(source.root, file));
  const files = routeFiles(table);
  const isDevelopment = source.developmentBuildId !== undefined;
  // In development one by one, with their files: a module costs the first page more than it holds.
  const styles = isDevelopment
    ? []
    : files.map(
        (file, index) =>
          `import { styles as styles${index} } from ${JSON.stringify(idOf(file, stylesPrefix))};`,
      );
  const stylesOf = (file: string, index: number): string =>
    isDevelopment
      ? `async () => (await import(${JSON.stringify(idOf(file, stylesPrefix))})).styles()`
      : `styles${index}`;
  const modules = [
    ...files.map(
      (file, index) =>
        `  ${JSON.stringify(file)}: { load: () => import(${at(file)}), styles: ${stylesOf(file, index)} },`,
    ),
    ...staticFiles(table).map(
      (file) =>
        `  ${JSON.stringify(file)}: { load: () => import(${JSON.stringify(idOf(file, staticPrefix))}), styles: () => null },`,
    ),
  ];
  return [
    `import buildId from ${JSON.stringify(virtualIds.buildId)};`,
    `import staticParams from ${JSON.stringify(virtualIds.staticParams)};`,
    `import { createAppBuild } from ${JSON.stringify(packageFiles.entryRsc)};`,
    ...styles,
    `const modules = Object.assign(Object.create(null), {\n${modules.join("\n")}\n});`,
    `const actions = ${writeActions(source.actions())};`,
    `export default createAppBuild({`,
    `  buildId, staticParams, modules, actions,`,
    `  mode: ${JSON.stringify(isDevelopment ? "development" : "production")},`,
    `  routes: ${JSON.stringify(table)},`,
    ...(source.instrumentation === undefined
      ? []
      : [`  loadInstrumentation: () => import(${at(source.instrumentation)}),`]),
    ...(proxy === undefined
      ? []
      : [`  proxy: { file: ${JSON.stringify(proxy)}, load: () => import(${at(proxy)}) },`]),
    `  loadDocumentRenderer: () => import.meta.viteRsc.loadModule("ssr", "index"),`,
    `});`,
  ].join("\n");
}

/** Writes an expression for the map of actions that a build is made with; nothing of them is imported by it. */
export function writeActions(actions: readonly ListedAction[]): string {
  const entries = actions.map(
    ({ lookup, entry, file, exportName }) =>
      `  [${JSON.stringify(lookup)}, { ...${JSON.stringify(entry)}, load: async () => (await import(${JSON.stringify(file)}))[${JSON.stringify(exportName)}] }],`,
  );
  return `new Map([\n${entries.join("\n")}\n])`;
}

function idOf(file: string, prefix: string): string {
  return prefix + Buffer.from(file).toString("base64url");
}

/** The file in the id of a module, which begins with a zero. */
function fileIn(id: string, prefix: string): string {
  return Buffer.from(id.slice(prefix.length + 1), "base64url").toString();
}

/** Lists the files that are sent as they are. */
function staticFiles({ routes }: RouteTable): string[] {
  return routes.flatMap(({ served, file }) => (served?.isStatic === true ? [file] : []));
}

/** Lists every module that the route table names, once. */
export function routeFiles(table: RouteTable): string[] {
  const files = new Set([...filesOfSegment(table.root), ...table.routes.flatMap(filesOfRoute)]);
  if (table.globalError !== undefined) files.add(table.globalError);
  return [...files].toSorted();
}
