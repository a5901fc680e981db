import { join } from "node:path";
import { unmatchedOwner, type RouteTable } from "../routing/index.ts";
import { reachableFrom, type AppModules } from "./app-modules.ts";

/** What a route's code is loaded from, absolute. */
export interface RouteEntries {
  /** Pattern of the route, or `unmatchedOwner`. */
  readonly owner: string;
  readonly files: readonly string[];
}

/** Finds the routes that reach each module, by module id: their patterns, in the order of the table. */
export function findOwners(modules: AppModules, table: RouteTable): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { owner, files } of routeEntries(modules.root, table))
    for (const id of reachableFrom(modules, files)) {
      const known = owners.get(id);
      if (known === undefined) owners.set(id, [owner]);
      else known.push(owner);
    }
  return owners;
}

/** Lists the files that each route begins with: its own, those of the folders around it, and what any page can end in. */
export function routeEntries(root: string, table: RouteTable): RouteEntries[] {
  const absolute = (files: readonly (string | undefined)[]): string[] =>
    files.flatMap((file) => (file === undefined ? [] : [join(root, file)]));
  const shared: readonly (string | undefined)[] = [
    ...Object.values(table.root.files),
    table.globalError,
  ];
  const entries = table.routes.map(({ kind, pattern, file, segments }): RouteEntries => {
    const around = segments.flatMap(({ files }): (string | undefined)[] => Object.values(files));
    return {
      owner: pattern,
      files: absolute(kind === "page" ? [file, ...around, ...shared] : [file]),
    };
  });
  return [...entries, { owner: unmatchedOwner, files: absolute(shared) }];
}
