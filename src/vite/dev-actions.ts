import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { compileModule, mayHoldDirective, type CompiledAction } from "../compiler/index.ts";
import { lookupOf, type ActionLookup } from "../protocol/index.ts";
import type { ActionEntry, ActionFunction } from "../render/index.ts";
import { listSourceFiles } from "./app-files.ts";
import { modulePath } from "./app-modules.ts";
import type { CompileSettings } from "./compile-plugin.ts";

/** The actions of an app in development: known before their modules were first asked for. */
export interface DevActions {
  /** Frozen view for one request. */
  readonly entries: ReadonlyMap<ActionLookup, ActionEntry>;
  /** Takes what a file holds, absolute, from whoever compiled it: packages and files outside the app too. */
  readonly put: (file: string, actions: readonly CompiledAction[]) => void;
  /** Reads every source file of the app. */
  readonly readAll: () => Promise<void>;
  /**
   * Reads a file again, and those whose exports come from it: which of these have other ids now is returned.
   * A file that does not parse keeps its last good actions.
   */
  readonly update: (file: string) => Promise<readonly string[]>;
  readonly remove: (file: string) => void;
}

/** What the index of actions is told. */
export interface DevActionsOptions {
  readonly settings: CompileSettings;
  /** Imports a module as the server sees it. */
  readonly load: (file: string) => Promise<Readonly<Record<string, unknown>>>;
  /** Finds the file that `specifier` means in `importer`, as the server sees it; undefined when it is none. */
  readonly resolve: (specifier: string, importer: string) => Promise<string | undefined>;
  /** Tells which routes use an action of a file. Default: `everywhere`. */
  readonly ownersOf?: (file: string, action: CompiledAction) => ActionEntry["owners"];
}

/** Where the exports of a file come from. */
interface Origins {
  readonly files: ReadonlySet<string>;
  /** Something could not be found: it may be made later. */
  readonly hasGaps: boolean;
}

/** Makes an empty index of an app's actions. */
export function createDevActions(options: DevActionsOptions): DevActions {
  const { root } = options.settings.modules;
  const entries = new Map<ActionLookup, ActionEntry>();
  const lookups = new Map<string, readonly ActionLookup[]>();
  const origins = new Map<string, Origins>();
  const remove = (file: string): void => {
    for (const lookup of lookups.get(file) ?? []) entries.delete(lookup);
    lookups.delete(file);
  };
  const idsOf = (file: string): string =>
    (lookups.get(file) ?? []).map((lookup) => entries.get(lookup)?.id).join();
  const put: DevActions["put"] = (file, actions) => {
    remove(file);
    if (actions.length === 0) return;
    const made = actions.map((action) => entryOf(options, file, action));
    for (const entry of made) entries.set(lookupOf(entry.id), entry);
    lookups.set(
      file,
      made.map(({ id }) => lookupOf(id)),
    );
  };
  const read = async (file: string): Promise<void> => {
    const found = await readActions(options, file);
    if (found === undefined) return;
    origins.set(file, found.origins);
    put(file, found.actions);
  };
  const update: DevActions["update"] = async (file) => {
    await read(file);
    const changed: string[] = [];
    for (const [other, from] of origins) {
      if (other === file || !(from.files.has(file) || from.hasGaps)) continue;
      const before = idsOf(other);
      await read(other);
      if (idsOf(other) !== before) changed.push(other);
    }
    return changed;
  };
  return {
    entries,
    put,
    readAll: async () => {
      for (const file of await listSourceFiles(root)) await read(join(root, file));
    },
    update,
    remove: (file) => {
      remove(file);
      origins.delete(file);
    },
  };
}

async function readActions(
  { settings, resolve }: DevActionsOptions,
  filename: string,
): Promise<{ actions: readonly CompiledAction[]; origins: Origins } | undefined> {
  const code = await readFile(filename, "utf8");
  const files = new Set<string>();
  if (!mayHoldDirective(code)) return { actions: [], origins: { files, hasGaps: false } };
  const gaps: string[] = [];
  const { actions, diagnostics } = await compileModule({
    code,
    filename,
    environment: "server",
    root: settings.modules.root,
    idSecret: settings.idSecret,
    development: true,
    // As the plugin compiles it: what is in the cache is for both.
    ...(settings.cache === undefined ? {} : { cache: settings.cache }),
    ...(settings.docsUrl === undefined ? {} : { docsUrl: settings.docsUrl }),
    ...(settings.rules === undefined ? {} : { rules: settings.rules }),
    resolve: async (specifier, importer) => {
      const found = await resolve(specifier, importer);
      if (found === undefined || !isAbsolute(found)) {
        gaps.push(specifier);
        return undefined;
      }
      files.add(found);
      return { filename: found, code: await readFile(found, "utf8") };
    },
  });
  if (diagnostics.some((diagnostic) => diagnostic.code === "syntax-error")) return undefined;
  return { actions, origins: { files, hasGaps: gaps.length > 0 } };
}

function entryOf(
  { settings: { modules }, load, ownersOf = () => "everywhere" }: DevActionsOptions,
  filename: string,
  action: CompiledAction,
): ActionEntry {
  const { id, name, kind, captures, line, exportName, settings } = action;
  return {
    id,
    name,
    kind,
    captures,
    line,
    file: modulePath(modules, filename),
    usedBy: [],
    // Files may change who reaches it, without being the action's own.
    get owners() {
      return ownersOf(filename, action);
    },
    ...(settings === undefined ? {} : { settings }),
    load: async () => exportedAction(await load(filename), exportName, filename),
  };
}

function exportedAction(
  module: Readonly<Record<string, unknown>>,
  name: string,
  file: string,
): ActionFunction {
  const action = Object.hasOwn(module, name) ? module[name] : undefined;
  if (typeof action !== "function") throw new Error(`${file} does not export the action ${name}`);
  return action as ActionFunction; // a function that the compiler registered
}
