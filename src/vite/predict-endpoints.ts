import type { RouteTable } from "../routing/index.ts";
import { addModule, createAppModules } from "./app-modules.ts";
import type { PreparedApp } from "./check/prepared-app.ts";
import type { ListedAction } from "./entries-plugin.ts";
import { listActions } from "./list-actions.ts";
import { edgesOf } from "./record-module.ts";

/** An app as its check left it, before anything is bundled. */
export interface CheckedApp {
  /** Absolute. */
  readonly root: string;
  readonly table: RouteTable;
  readonly prepared: PreparedApp;
  /** The files that the framework itself loads, absolute. */
  readonly entries: readonly string[];
  /** Finds the file, absolute, that `specifier` means in `importer`; undefined for a package and for what is not there. */
  readonly resolve: (specifier: string, importer: string) => string | undefined;
}

/**
 * Predicts which actions a scan will list, from what the check read: a scan that begins with them need not be repeated
 * for the files that only the browser's code leads to. What only bundlers know (packages, patterns, plugins) is missing.
 */
export function predictEndpoints(app: CheckedApp): ListedAction[] {
  const { root, table, prepared, resolve } = app;
  const modules = createAppModules(root);
  const entries = new Set(app.entries);
  const waiting = app.entries.map((file): Visit => ({ file, side: "server" }));
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { file, side } = next;
    const key = `${side} ${file}`;
    const known = prepared.files.get(file);
    if (seen.has(key) || known === undefined) continue;
    seen.add(key);
    const { facts, actions } = known;
    const edges = edgesOf(facts, (specifier) => resolve(specifier, file));
    addModule(modules, {
      id: file,
      edges,
      actions,
      exports: facts.exports,
      parts: facts.parts,
      // React loads what stands at the border by its reference.
      isEntry: entries.has(file) || (side === "server" && facts.directive === "use client"),
      isActionFile: facts.directive === "use server",
      unreadImporters: [],
    });
    const inside = sideWithin(facts.directive, side);
    for (const { kind, to } of edges)
      if (kind !== "types") waiting.push({ file: to, side: inside });
  }
  // The entry loads those anyway, and that is no use of their actions.
  return listActions(modules, table).filter(({ file }) => !entries.has(file));
}

type Side = "server" | "browser";

interface Visit {
  readonly file: string;
  /** Where the module runs that leads to it. */
  readonly side: Side;
}

function sideWithin(directive: "use server" | "use client" | undefined, side: Side): Side {
  if (directive === undefined) return side;
  return directive === "use client" ? "browser" : "server";
}
