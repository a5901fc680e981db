import type { CompiledAction } from "../compiler/index.ts";
import { modulePath, type AppModule, type AppModules, type ModuleEdge } from "./app-modules.ts";

/** All names but `default`: what `export *` hands on. */
const everyName = "*";

/**
 * Finds the files that use an action, by action id; one that nobody uses is missing. A use is followed from the
 * entries of the app, and from what runs as a module loads, through imports, re-exports and namespaces.
 * What an unused declaration does with an action is no use of it.
 */
export function findUsers(modules: AppModules): Map<string, string[]> {
  return usersOf(traceUses(modules, modules.byId.values(), []));
}

/** One search for uses. */
export interface UseTrace {
  readonly modules: AppModules;
  /** By module and name, who takes it; undefined is the framework, or a wrapper that only calls. */
  readonly takers: Map<string, Map<string, Set<string | undefined>>>;
  /** Parts that somebody uses, or that run. */
  readonly alive: Set<string>;
  /** Steps still to be made: a chain of modules may be longer than the stack is deep. */
  readonly waiting: (() => void)[];
}

/** Follows uses from what runs as the `loaded` modules load, from those of them that the framework takes, and from `entries`. */
export function traceUses(
  modules: AppModules,
  loaded: Iterable<AppModule>,
  entries: readonly string[],
): UseTrace {
  const trace: UseTrace = { modules, takers: new Map(), alive: new Set(), waiting: [] };
  for (const id of entries) takeAll(trace, id, undefined);
  for (const module of loaded) {
    if (module.isEntry) takeAll(trace, module.id, undefined);
    for (const importer of module.unreadImporters) takeAll(trace, module.id, importer);
    for (const [index, part] of module.parts.entries())
      if (part.runs) enliven(trace, module, index);
    for (const edge of module.edges)
      if (edge.kind === "take" && edge.part === undefined) takeEdge(trace, module, edge);
  }
  for (let next = trace.waiting.pop(); next !== undefined; next = trace.waiting.pop()) next();
  return trace;
}

const partKey = (id: string, part: number): string => `${part}\0${id}`;

function takeAll(trace: UseTrace, id: string, by: string | undefined): void {
  take(trace, id, everyName, by);
  take(trace, id, "default", by);
}

function takeEdge(trace: UseTrace, from: AppModule, edge: ModuleEdge & { kind: "take" }): void {
  if (edge.names === "*") takeAll(trace, edge.to, from.id);
  else for (const name of edge.names) take(trace, edge.to, name, from.id);
}

/** Notes that `by` takes `name` of the module `id`. */
function take(trace: UseTrace, id: string, name: string, by: string | undefined): void {
  const names = trace.takers.get(id) ?? new Map<string, Set<string | undefined>>();
  trace.takers.set(id, names);
  const takers = names.get(name) ?? new Set();
  names.set(name, takers);
  if (takers.has(by)) return;
  takers.add(by);
  const module = trace.modules.byId.get(id);
  if (module !== undefined) trace.waiting.push(() => passOn(trace, module, name, by));
}

function passOn(trace: UseTrace, module: AppModule, name: string, by: string | undefined): void {
  const isTaken = (exported: string): boolean =>
    exported === name || (name === everyName && exported !== "default");
  for (const [index, { exports }] of module.parts.entries())
    if (exports.some(isTaken)) enliven(trace, module, index);
  // A "use server" file hands on no function but its own, which calls the other.
  const taker = module.isActionFile ? undefined : by;
  for (const edge of module.edges) {
    if (edge.kind !== "hand-on") continue;
    if (edge.names === "*") {
      // A name of the module's own hides that of `export *`.
      if (name !== "default" && !module.exports.includes(name)) take(trace, edge.to, name, taker);
      continue;
    }
    for (const { imported, exported } of edge.names) {
      if (!isTaken(exported)) continue;
      if (imported === "*") takeAll(trace, edge.to, taker);
      else take(trace, edge.to, imported, taker);
    }
  }
}

/** Notes that a part of a module is used, and with it all that it uses. */
function enliven(trace: UseTrace, module: AppModule, index: number): void {
  const key = partKey(module.id, index);
  const part = module.parts[index];
  if (part === undefined || trace.alive.has(key)) return;
  trace.alive.add(key);
  trace.waiting.push(() => {
    for (const other of part.uses) enliven(trace, module, other);
    for (const edge of module.edges)
      if (edge.kind === "take" && edge.part === index) takeEdge(trace, module, edge);
    for (const name of part.passesOn) take(trace, module.id, name, module.id);
  });
}

function usersOf(trace: UseTrace): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const module of trace.modules.byId.values())
    for (const action of module.actions) {
      const paths = takersOf(trace, module, action).flatMap((user) =>
        user === undefined ? [] : modulePath(trace.modules, user),
      );
      if (paths.length > 0) users.set(action.id, [...new Set(paths)].toSorted());
    }
  return users;
}

/** What of an action its uses are found by. */
export type TracedAction = Pick<CompiledAction, "kind" | "exportName" | "line">;

/** Tells whether a search came to an action of this module. */
export function isUsed(trace: UseTrace, module: AppModule, action: TracedAction): boolean {
  return takersOf(trace, module, action).length > 0;
}

function takersOf(
  trace: UseTrace,
  module: AppModule,
  { kind, exportName, line }: TracedAction,
): readonly (string | undefined)[] {
  if (kind === "inline") return isAliveAt(trace, module, line) ? [module.id] : [];
  const names = trace.takers.get(module.id);
  const every = exportName === "default" ? undefined : names?.get(everyName);
  return [...(names?.get(exportName) ?? []), ...(every ?? [])];
}

/** An inline action is used where what it stands in is; where two parts share a line, either will do. */
function isAliveAt(trace: UseTrace, { id, parts }: AppModule, line: number): boolean {
  return parts.some(
    ({ firstLine, lastLine }, index) =>
      firstLine <= line && line <= lastLine && trace.alive.has(partKey(id, index)),
  );
}
