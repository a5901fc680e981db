import { readFile } from "node:fs/promises";
import type { DevEnvironment } from "vite";
import type { RouteTable } from "../routing/index.ts";
import {
  addModule,
  createAppModules,
  type AppModule,
  type AppModules,
  type ModuleEdge,
} from "./app-modules.ts";
import { findOwners, routeEntries, type OwnersOf } from "./find-owners.ts";
import type { TracedAction } from "./find-users.ts";
import { isOfPackage } from "./may-hold-actions.ts";
import { recordModule, type ModuleResolver } from "./record-module.ts";
import { hasCode } from "../base/index.ts";

/** The routes that use each action of an app in development. */
export interface DevOwners {
  /** Patterns of the routes that use an action; `everywhere` for one of a file that none is known to reach. */
  readonly of: (file: string, action: TracedAction) => readonly string[] | "everywhere";
  /** Something changed: what is known is read again before it is used. */
  readonly forget: () => void;
  /** Reads what changed. */
  readonly refresh: () => Promise<void>;
}

/** What the routes are found by. */
export interface DevOwnersSource {
  readonly root: string;
  readonly routes: () => RouteTable;
  /** Finds the file that `specifier` means in `importer`, as the server sees it. */
  readonly resolve: (specifier: string, importer: string) => Promise<string | undefined>;
  /** The environments that have loaded modules: what they imported by patterns or by generated code counts too. */
  readonly environments: () => readonly Pick<DevEnvironment, "moduleGraph">[];
}

const sourceFile = /\.[cm]?[jt]sx?$/;

/** Makes an index of owners that has read nothing yet. */
export function createDevOwners(source: DevOwnersSource): DevOwners {
  const state: OwnersState = { version: 1, read: 0 };
  return {
    of: (file, action) => {
      const module = state.modules?.byId.get(file);
      const owners = module === undefined ? undefined : state.ownersOf?.(module, action);
      return owners ?? "everywhere";
    },
    forget: () => {
      state.version += 1;
    },
    refresh: async () => {
      if (state.read === state.version) return;
      state.reading ??= read(source, state).finally(() => (state.reading = undefined));
      await state.reading;
    },
  };
}

interface OwnersState {
  modules?: AppModules;
  ownersOf?: OwnersOf;
  /** Of the files, and of what was read of them. */
  version: number;
  read: number;
  reading?: Promise<void> | undefined;
}

async function read(source: DevOwnersSource, state: OwnersState): Promise<void> {
  while (state.read !== state.version) {
    const { version } = state;
    const table = source.routes();
    const modules = await readModules(source, table);
    state.ownersOf = findOwners(modules, table);
    state.modules = modules;
    state.read = version;
  }
}

/** Reads the app's own modules from the routes on. A package's are left alone: it is not known who reaches its actions. */
async function readModules(source: DevOwnersSource, table: RouteTable): Promise<AppModules> {
  const modules = createAppModules(source.root);
  const waiting = routeEntries(source.root, table).flatMap(({ files }) => files);
  const seen = new Set<string>();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id) || isOfPackage(id) || !sourceFile.test(id)) continue;
    seen.add(id);
    const module = await readModule(source, modules, id);
    if (module !== undefined) waiting.push(...module.edges.map(({ to }) => to));
  }
  return modules;
}

async function readModule(
  source: DevOwnersSource,
  modules: AppModules,
  id: string,
): Promise<AppModule | undefined> {
  const code = await readIfThere(id);
  if (code === undefined) return undefined;
  const resolve: ModuleResolver["resolve"] = async (specifier, importer) => {
    const found = await source.resolve(specifier, importer);
    return found === undefined ? null : { id: found, external: false };
  };
  await recordModule({ modules }, { resolve }, { code, id, compiled: undefined });
  const known = modules.byId.get(id);
  if (known === undefined) return undefined; // it does not parse
  const reached = new Set(known.edges.map(({ to }) => to));
  const edges = loadedFrom(source, id)
    .filter((to) => !reached.has(to))
    .map((to): ModuleEdge => ({ kind: "take", to, names: "*", part: undefined }));
  addModule(modules, { ...known, edges });
  return modules.byId.get(id);
}

/** What Vite saw the module import, in whichever environment it was loaded. */
function loadedFrom(source: DevOwnersSource, id: string): string[] {
  const nodes = source
    .environments()
    .flatMap(({ moduleGraph }) => [...(moduleGraph.getModulesByFile(id) ?? [])]);
  const files = nodes.flatMap(({ importedModules }) =>
    [...importedModules].flatMap(({ file }) => file ?? []),
  );
  return [...new Set(files)];
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
