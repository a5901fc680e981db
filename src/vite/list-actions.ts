import { lookupOf } from "../protocol/index.ts";
import type { RouteTable } from "../routing/index.ts";
import { modulePath, type AppModules } from "./app-modules.ts";
import type { ListedAction } from "./entries-plugin.ts";
import { findOwners } from "./find-owners.ts";
import { findUsers } from "./find-users.ts";

/** What a build knows of its endpoints so far. */
export interface Endpoints {
  readonly actions: readonly ListedAction[];
  /** Absolute paths of the modules that hold them. */
  readonly files: ReadonlySet<string>;
  readonly lookups: ReadonlySet<string>;
  /** No scan will find another one: whatever is not listed is none. */
  readonly isFinal: boolean;
}

/** Indexes a list of endpoints. */
export function endpointsOf(actions: readonly ListedAction[], isFinal: boolean): Endpoints {
  return {
    actions,
    files: new Set(actions.map(({ file }) => file)),
    lookups: new Set(actions.map(({ lookup }) => lookup)),
    isFinal,
  };
}

/**
 * Lists the actions that are endpoints: those that something takes. With each come the files that
 * take it and the patterns of the routes that use it.
 */
export function listActions(modules: AppModules, routes: RouteTable): ListedAction[] {
  const users = findUsers(modules);
  const ownersOf = findOwners(modules, routes);
  const listed: ListedAction[] = [];
  for (const module of modules.byId.values())
    for (const action of module.actions) {
      const usedBy = users.get(action.id);
      if (usedBy === undefined) continue;
      const { id, name, kind, captures, line, settings, unproven } = action;
      const file = modulePath(modules, module.id);
      listed.push({
        lookup: lookupOf(id),
        entry: {
          id,
          name,
          file,
          line,
          kind,
          captures,
          usedBy,
          owners: ownersOf(module, action),
          ...(settings === undefined ? {} : { settings }),
          ...(unproven === undefined ? {} : { unproven }),
        },
        file: module.id,
        exportName: action.exportName,
      });
    }
  return listed.toSorted((a, b) => a.lookup.localeCompare(b.lookup));
}
