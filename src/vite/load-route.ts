import { join } from "node:path";
import { compileRoutes, filesOfRoute, filesOfSegment } from "../routing/index.ts";
import { importOnServer, type DevApp } from "./dev-app.ts";

/**
 * Loads the modules of the page at a path, as the server sees them.
 * @throws what Vite says of a module that does not compile or load, with its frame
 */
export async function loadRoute({ root, vite, routes }: DevApp, path: string): Promise<void> {
  const { table } = routes.current;
  const route = compileRoutes(table)(path)?.route;
  const files = route === undefined ? filesOfSegment(table.root) : filesOfRoute(route);
  for (const file of files) await importOnServer(vite, join(root, file));
}
