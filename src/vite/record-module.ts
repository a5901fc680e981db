import type { Rollup } from "vite";
import { collectModuleFacts, type CompiledModule, type ModuleFacts } from "../compiler/index.ts";
import { addModule, type AppModules, type ModuleEdge } from "./app-modules.ts";
import type { PreparedApp } from "./check/prepared-app.ts";
import { virtualIds } from "./entries-plugin.ts";
import { isOfPackage } from "./may-hold-actions.ts";

/** A module as one environment of a build saw it. */
export interface SeenModule {
  /** Original source. */
  readonly code: string;
  /** Absolute path. */
  readonly id: string;
  /** Undefined when it holds no directive. */
  readonly compiled: CompiledModule | undefined;
}

/** Where modules are recorded, and what is known of them before. */
export interface RecordSettings {
  readonly modules: AppModules;
  readonly prepared?: PreparedApp;
}

/** Finds modules as the bundler does. */
export interface ModuleResolver {
  readonly resolve: (
    specifier: string,
    importer: string,
  ) => Promise<{ readonly id: string; readonly external: boolean | "absolute" } | null>;
}

/** Words without which a module has no edge to another one. Most built packages have none of them. */
const mayHaveEdges = /\bfrom\s*["']|\bimport\s*["'(]/;

/** Adds a module and what it imports to the record of the app: packages too, for theirs may be actions or lead to some. */
export async function recordModule(
  { modules, prepared }: RecordSettings,
  context: ModuleResolver,
  { code, id, compiled }: SeenModule,
): Promise<void> {
  const isPackage = isOfPackage(id);
  if (isPackage && compiled === undefined && !mayHaveEdges.test(code)) return;
  const known = prepared?.files.get(id);
  const facts = known?.code === code ? known.facts : collectModuleFacts(code, id);
  if (facts === undefined) return; // a syntax error, reported by whoever parses it next
  const found = await resolveAll(context, id, [...facts.imports, ...facts.reExports]);
  const edges = edgesOf(facts, (specifier) => found.get(specifier));
  addModule(modules, {
    id,
    edges,
    actions: compiled?.actions ?? [],
    exports: facts.exports,
    parts: facts.parts,
    isActionFile: facts.directive === "use server",
    isEntry: false,
    unreadImporters: [],
  });
}

/** Lists the ways from a module to others; `resolve` gives undefined for what is no file of its own. */
export function edgesOf(
  facts: ModuleFacts,
  resolve: (specifier: string) => string | undefined,
): ModuleEdge[] {
  const edges: ModuleEdge[] = [];
  const add = (specifier: string, edgeTo: (to: string) => ModuleEdge): void => {
    const to = resolve(specifier);
    if (to !== undefined) edges.push(edgeTo(to));
  };
  for (const { specifier, typeOnly } of facts.imports)
    add(specifier, (to) => ({ kind: typeOnly ? "types" : "load", to }));
  for (const [part, { imports }] of facts.parts.entries())
    for (const { specifier, names } of imports)
      add(specifier, (to) => ({ kind: "take", to, names, part }));
  for (const { specifier, names } of facts.reExports)
    add(specifier, (to) => ({ kind: "hand-on", to, names }));
  return edges;
}

/** Finds the files that a module's specifiers mean; what is no file of its own is left out. */
async function resolveAll(
  context: ModuleResolver,
  importer: string,
  wanted: readonly { readonly specifier: string }[],
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const specifier of new Set(wanted.map((each) => each.specifier))) {
    const found = await context.resolve(specifier, importer);
    if (found === null || found.external || found.id.startsWith("\0")) continue;
    files.set(specifier, withoutQuery(found.id));
  }
  return files;
}

function withoutQuery(id: string): string {
  return id.split("?", 1)[0] ?? id;
}

/** They load the files of actions, which alone is no use of them. */
const generatedEntries: ReadonlySet<string> = new Set([
  `\0${virtualIds.entryRsc}`,
  `\0${virtualIds.entryActions}`,
]);

/** Generated modules of plugin-rsc: they load Client Components by their references. */
const frameworkModule = /^\0?virtual:vite-rsc\//;

/**
 * Adds what only the bundler knows, once it has read everything: modules found by patterns or through the code of
 * other plugins. Which names are taken then is not known, so that all count.
 * @param isListed tells the files that the generated entry loads for their actions: that alone is no use of them
 */
export function recordBundled(
  modules: AppModules,
  context: Pick<Rollup.PluginContext, "getModuleInfo">,
  isListed: (file: string) => boolean,
): void {
  for (const known of modules.byId.values()) {
    const info = context.getModuleInfo(known.id);
    if (info === null) continue;
    const reached = new Set(known.edges.map(({ to }) => to));
    const edges = [...info.importedIds, ...info.dynamicallyImportedIds]
      .map(withoutQuery)
      .filter((to) => modules.byId.has(to) && !reached.has(to))
      .map((to): ModuleEdge => ({ kind: "take", to, names: "*", part: undefined }));
    const unread = [...info.importers, ...info.dynamicImporters].filter(
      (importer) => !modules.byId.has(withoutQuery(importer)),
    );
    const isEntry = unread.some((importer) =>
      generatedEntries.has(importer) ? !isListed(known.id) : frameworkModule.test(importer),
    );
    const unreadImporters = unread.filter(
      (importer) => !generatedEntries.has(importer) && !frameworkModule.test(importer),
    );
    if (edges.length > 0 || isEntry || unreadImporters.length > 0)
      addModule(modules, { ...known, edges, isEntry, unreadImporters });
  }
}
