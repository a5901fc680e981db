import { relative, sep } from "node:path";
import type { CompiledAction, HandedName, ModulePart } from "../compiler/index.ts";
import type { Diagnostic } from "../errors/index.ts";

/** Which exports of a module another one takes: their names, or all of them. */
export type TakenNames = readonly string[] | "*";

/** One way from a module to another one, whose resolved id is `to`. */
export type ModuleEdge =
  /** A part of the module uses these names; where `part` is undefined, the module as a whole may. */
  | {
      readonly kind: "take";
      readonly to: string;
      readonly names: TakenNames;
      readonly part: number | undefined;
    }
  /** `export … from`: names are taken only as far as they are taken from this module. */
  | { readonly kind: "hand-on"; readonly to: string; readonly names: readonly HandedName[] | "*" }
  /** Imported for what it does, or for its types, which leads nowhere at run time. */
  | { readonly kind: "load" | "types"; readonly to: string };

/** What is known of one module of the app, over all environments. */
export interface AppModule {
  readonly id: string;
  readonly edges: readonly ModuleEdge[];
  readonly actions: readonly CompiledAction[];
  /** Exported names; those of `export *` are not among them. */
  readonly exports: readonly string[];
  readonly parts: readonly ModulePart[];
  /** The framework takes its exports itself: a route, or what React loads by a reference. */
  readonly isEntry: boolean;
  /** Modules that import this one and were never read: nobody knows which names they take. */
  readonly unreadImporters: readonly string[];
  /** A file with `"use server"` at its top. */
  readonly isActionFile: boolean;
}

/** The modules of one build or development server, by resolved id. */
export interface AppModules {
  readonly root: string;
  readonly byId: Map<string, AppModule>;
  /** Ids of the modules that the server has read, those whose code it only refers to included. */
  readonly onServer: Set<string>;
  readonly diagnostics: Map<string, readonly Diagnostic[]>;
  /** Original text of the files with diagnostics, for their frames. */
  readonly sources: Map<string, string>;
  /** The text that was recorded of a module, by environment and id: a scan that is repeated sees most modules again. */
  readonly recorded: Map<string, string>;
}

/** Makes the record of an app's modules. */
export function createAppModules(root: string): AppModules {
  return {
    root,
    byId: new Map(),
    onServer: new Set(),
    diagnostics: new Map(),
    sources: new Map(),
    recorded: new Map(),
  };
}

/** Empties the record, so that a scan begins anew. */
export function forgetModules({
  byId,
  onServer,
  diagnostics,
  sources,
  recorded,
}: AppModules): void {
  for (const each of [byId, onServer, diagnostics, sources, recorded]) each.clear();
}

/** Adds what one environment saw of a module: edges and importers of several environments are joined. */
export function addModule(modules: AppModules, seen: AppModule): void {
  const known = modules.byId.get(seen.id);
  const edges = new Map(
    [...(known?.edges ?? []), ...seen.edges].map((edge) => [JSON.stringify(edge), edge]),
  );
  const importers = new Set([...(known?.unreadImporters ?? []), ...seen.unreadImporters]);
  modules.byId.set(seen.id, {
    ...seen,
    edges: [...edges.values()],
    isEntry: seen.isEntry || (known?.isEntry ?? false),
    unreadImporters: [...importers],
  });
}

/** Path of a module relative to the app, with `/`; a generated one has its name. */
export function modulePath(modules: Pick<AppModules, "root">, id: string): string {
  if (id.startsWith("\0")) return id.slice(1);
  return relative(modules.root, id.split("?")[0] ?? id)
    .split(sep)
    .join("/");
}

/** All modules that can be reached from `entries`, themselves included. */
export function reachableFrom(modules: AppModules, entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const edge of modules.byId.get(id)?.edges ?? [])
      if (edge.kind !== "types") waiting.push(edge.to);
  }
  return reached;
}
