import { relative, sep } from "node:path";
import type { CompiledAction } from "../compiler/index.ts";
import type { Diagnostic } from "../errors/index.ts";

/** Which exports of a module another one takes: their names, or all of them. */
export type TakenNames = readonly string[] | "*";

/** One edge of the module graph. */
export interface ModuleEdge {
  /** Resolved id of the imported module. */
  readonly to: string;
  readonly names: TakenNames;
  /** `export … from`: names are taken only as far as they are taken from this module. */
  readonly reExport: boolean;
}

/** What is known of one module of the app, over all environments. */
export interface AppModule {
  readonly id: string;
  readonly edges: readonly ModuleEdge[];
  readonly actions: readonly CompiledAction[];
  /** Exports of its own that the module may send to the browser itself. */
  readonly selfUsed: readonly string[];
  /** A file with `"use server"` at its top. */
  readonly isActionFile: boolean;
}

/** The modules of one build or development server, by resolved id. */
export interface AppModules {
  readonly root: string;
  readonly byId: Map<string, AppModule>;
  readonly diagnostics: Map<string, readonly Diagnostic[]>;
  /** Original text of the files with diagnostics, for their frames. */
  readonly sources: Map<string, string>;
}

/** Makes the record of an app's modules. */
export function createAppModules(root: string): AppModules {
  return { root, byId: new Map(), diagnostics: new Map(), sources: new Map() };
}

/** Adds what one environment saw of a module: edges of several environments are joined. */
export function addModule(modules: AppModules, seen: AppModule): void {
  const known = modules.byId.get(seen.id);
  const edges = new Map(
    [...(known?.edges ?? []), ...seen.edges].map((edge) => [JSON.stringify(edge), edge]),
  );
  modules.byId.set(seen.id, { ...seen, edges: [...edges.values()] });
}

/** Path of a module relative to the app, with `/`. */
export function modulePath(modules: Pick<AppModules, "root">, id: string): string {
  return relative(modules.root, id.split("?")[0] ?? id)
    .split(sep)
    .join("/");
}

/** Files that take an action, by action id. An action that nobody takes is missing. */
export function findUsers(modules: AppModules): Map<string, string[]> {
  const takers = collectTakers(modules);
  const users = new Map<string, string[]>();
  for (const module of modules.byId.values())
    for (const action of module.actions) {
      const isOwn = action.kind === "inline" || module.selfUsed.includes(action.exportName);
      const others = action.kind === "inline" ? [] : takersOf(takers, module.id, action.exportName);
      const by = [...[...others].filter((id) => id !== module.id), ...(isOwn ? [module.id] : [])];
      if (by.length > 0)
        users.set(action.id, [...new Set(by.map((id) => modulePath(modules, id)))].toSorted());
    }
  return users;
}

type Takers = Map<string, Map<string, Set<string>>>;

function takersOf(takers: Takers, id: string, name: string): Set<string> {
  const of = takers.get(id);
  return new Set([...(of?.get(name) ?? []), ...(of?.get("*") ?? [])]);
}

/** For each module and name, who takes it: followed through `export … from` until nothing is new. */
function collectTakers(modules: AppModules): Takers {
  const takers: Takers = new Map();
  const add = (to: string, name: string, by: string): boolean => {
    const names = takers.get(to) ?? new Map<string, Set<string>>();
    const set = names.get(name) ?? new Set<string>();
    takers.set(to, names.set(name, set));
    if (set.has(by)) return false;
    set.add(by);
    return true;
  };
  const edges = [...modules.byId.values()].flatMap(({ id, edges: own }) =>
    own.map((edge) => ({ from: id, edge })),
  );
  for (const { from, edge } of edges.filter((each) => !each.edge.reExport))
    for (const name of namesOf(edge)) add(edge.to, name, from);
  const reExports = edges.filter((each) => each.edge.reExport);
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, edge } of reExports) changed = passOn(takers, from, edge, add) || changed;
  }
  return takers;
}

function passOn(
  takers: Takers,
  from: string,
  edge: ModuleEdge,
  add: (to: string, name: string, by: string) => boolean,
): boolean {
  let changed = false;
  const taken = takers.get(from) ?? new Map<string, Set<string>>();
  for (const [name, by] of taken) {
    // Renames on the way (`export { a as b } from`) are not tracked by name: all of the edge's names count.
    const passed = edge.names === "*" ? [name] : namesOf(edge);
    for (const each of passed)
      for (const taker of by) changed = add(edge.to, each, taker) || changed;
  }
  return changed;
}

function namesOf(edge: ModuleEdge): readonly string[] {
  return edge.names === "*" ? ["*"] : edge.names;
}

/** All modules that can be reached from `entries`, themselves included. */
export function reachableFrom(modules: AppModules, entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const edge of modules.byId.get(id)?.edges ?? []) waiting.push(edge.to);
  }
  return reached;
}
