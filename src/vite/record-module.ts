import type { Rollup } from "vite";
import { collectModuleFacts, type CompiledModule } from "../compiler/index.ts";
import { addModule, type AppModules, type ModuleEdge } from "./app-modules.ts";

/** A module as one environment of a build saw it. */
export interface SeenModule {
  /** Original source. */
  readonly code: string;
  /** Absolute path. */
  readonly id: string;
  /** Undefined when it holds no directive. */
  readonly compiled: CompiledModule | undefined;
}

/** Words without which a module has no edge to another one. Most built packages have none of them. */
const mayHaveEdges = /\bfrom\s*["']|\bimport\s*["'(]/;

/** Adds a module and what it imports to the record of the app: packages too, for theirs may be actions or lead to some. */
export async function recordModule(
  modules: AppModules,
  context: Rollup.TransformPluginContext,
  { code, id, compiled }: SeenModule,
): Promise<void> {
  const isPackage = id.includes("/node_modules/");
  if (isPackage && compiled === undefined && !mayHaveEdges.test(code)) return;
  const facts = collectModuleFacts(code, id);
  if (facts === undefined) return; // a syntax error, reported by whoever parses it next
  const wanted = [
    ...facts.imports.filter((edge) => !edge.typeOnly).map((edge) => ({ ...edge, reExport: false })),
    ...facts.reExports.map((edge) => ({ ...edge, reExport: true })),
  ];
  const edges: ModuleEdge[] = [];
  for (const { specifier, names, reExport } of wanted) {
    const found = await context.resolve(specifier, id);
    if (found === null || found.external || found.id.startsWith("\0")) continue;
    edges.push({ to: found.id.split("?")[0] ?? found.id, names, reExport });
  }
  addModule(modules, {
    id,
    edges,
    actions: compiled?.actions ?? [],
    selfUsed: facts.selfUsed,
    isActionFile: facts.directive === "use server",
  });
}

/** A call that Vite turns into imports later: which ones is known once the module is parsed. */
const globbed = /\bimport\.meta\.glob\b/;

/** Tells whether a module may import files by a pattern. */
export function mayGlob(code: string): boolean {
  return globbed.test(code);
}

/**
 * Adds what modules import by patterns, after the bundler has read them. Which names are taken then is not known:
 * such a module takes everything of whatever it imports.
 */
export function recordGlobs(
  modules: AppModules,
  context: Pick<Rollup.PluginContext, "getModuleInfo">,
  ids: Iterable<string>,
): void {
  for (const id of ids) {
    const known = modules.byId.get(id);
    const found = context.getModuleInfo(id);
    if (known === undefined || found === null) continue;
    const targets = [...found.importedIds, ...found.dynamicallyImportedIds];
    const edges = targets
      .filter((to) => !to.startsWith("\0"))
      .map((to): ModuleEdge => ({ to: to.split("?")[0] ?? to, names: "*", reExport: false }));
    addModule(modules, { ...known, edges });
  }
}
