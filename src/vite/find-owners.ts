import { join } from "node:path";
import { filesOfRoute, filesOfSegment, unmatchedOwner, type RouteTable } from "../routing/index.ts";
import { reachableFrom, type AppModule, type AppModules } from "./app-modules.ts";
import { isUsed, traceUses, type TracedAction } from "./find-users.ts";

/** What a route's code is loaded from, absolute. */
export interface RouteEntries {
  /** Pattern of the route, or `unmatchedOwner`. */
  readonly owner: string;
  readonly files: readonly string[];
}

/** Gives the patterns of the routes that use an action of a module, in the order of the table. */
export type OwnersOf = (module: AppModule, action: TracedAction) => string[];

/**
 * Follows what each route uses: from what its files export and run, through imports by name, Client Components and what
 * actions return. An action of a file of which a route uses only another one is not that route's.
 */
export function findOwners(modules: AppModules, table: RouteTable): OwnersOf {
  const routes = routeEntries(modules.root, table).map(({ owner, files }) => {
    const reached = reachableFrom(modules, files);
    const loaded = [...reached].flatMap((id) => modules.byId.get(id) ?? []);
    return { owner, reached, trace: traceUses(modules, loaded, files) };
  });
  return (module, action) =>
    routes
      .filter(({ reached, trace }) => reached.has(module.id) && isUsed(trace, module, action))
      .map(({ owner }) => owner);
}

/** Lists the files that each route begins with: its own, those of the folders around it, and what any page can end in. */
export function routeEntries(root: string, table: RouteTable): RouteEntries[] {
  const absolute = (files: readonly (string | undefined)[]): string[] =>
    files.flatMap((file) => (file === undefined ? [] : [join(root, file)]));
  const shared: readonly (string | undefined)[] = [
    ...filesOfSegment(table.root),
    table.globalError,
  ];
  const entries = table.routes.map((route): RouteEntries => ({
    owner: route.pattern,
    files: absolute([...filesOfRoute(route), ...(route.kind === "page" ? shared : [])]),
  }));
  return [...entries, { owner: unmatchedOwner, files: absolute(shared) }];
}
