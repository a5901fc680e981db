import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileModule, mayHoldDirective } from "../compiler/index.ts";
import { lookupOf, type ActionLookup } from "../protocol/index.ts";
import type { ActionEntry, ActionFunction } from "../render/index.ts";
import { listSourceFiles } from "./app-files.ts";
import type { CompileSettings } from "./compile-plugin.ts";

/** The actions of an app in development: known before their modules were first asked for. */
export interface DevActions {
  /** Frozen view for one request. */
  readonly entries: ReadonlyMap<ActionLookup, ActionEntry>;
  /** Reads a file again; a file that does not parse keeps its last good actions. */
  readonly update: (file: string) => Promise<void>;
  readonly remove: (file: string) => void;
}

/** Indexes the actions of every source file of the app. `load` imports a module as the server sees it. */
export async function createDevActions(
  settings: CompileSettings,
  load: (file: string) => Promise<Readonly<Record<string, unknown>>>,
): Promise<DevActions> {
  const { root } = settings.modules;
  const entries = new Map<ActionLookup, ActionEntry>();
  const remove = (file: string): void => {
    for (const [lookup, entry] of entries)
      if (join(root, entry.file) === file) entries.delete(lookup);
  };
  const update = async (file: string): Promise<void> => {
    const made = await readActions(settings, file, load);
    if (made === undefined) return;
    remove(file);
    for (const entry of made) entries.set(lookupOf(entry.id), entry);
  };
  for (const file of await listSourceFiles(root)) await update(join(root, file));
  return { entries, update, remove };
}

async function readActions(
  settings: CompileSettings,
  filename: string,
  load: (file: string) => Promise<Readonly<Record<string, unknown>>>,
): Promise<ActionEntry[] | undefined> {
  const code = await readFile(filename, "utf8");
  if (!mayHoldDirective(code)) return [];
  const { root } = settings.modules;
  const { actions, diagnostics } = await compileModule({
    code,
    filename,
    environment: "server",
    root,
    idSecret: settings.idSecret,
    development: true,
  });
  if (diagnostics.some((diagnostic) => diagnostic.code === "syntax-error")) return undefined;
  return actions.map(({ id, name, kind, captures, line, exportName }) => ({
    id,
    name,
    kind,
    captures,
    line,
    file: filename.slice(root.length + 1),
    usedBy: [],
    owners: [],
    load: async () => exportedAction(await load(filename), exportName, filename),
  }));
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
