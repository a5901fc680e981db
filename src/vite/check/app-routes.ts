import { join } from "node:path";
import type { AppRoute } from "../../compiler/index.ts";
import { filesOfRoute, type RouteTable } from "../../routing/index.ts";

/** The routes of an app with the files that each is rendered from, as the compiler wants them. */
export function appRoutes(root: string, table: RouteTable): AppRoute[] {
  return table.routes.map((route) => {
    const { kind, pattern } = route;
    return { kind, pattern, files: filesOfRoute(route).map((file) => join(root, file)) };
  });
}
