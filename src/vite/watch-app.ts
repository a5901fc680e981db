import { join } from "node:path";
import { reportProblems, type DevApp } from "./dev-app.ts";
import { virtualIds } from "./entries-plugin.ts";
import { readRoutes } from "./route-source.ts";

/** Keeps routes and actions in step with the files, and lets a page that failed try again on every save. */
export function watchApp(app: DevApp, log: (line: string) => void): void {
  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) => log(error instanceof Error ? error.message : String(error)));
  };
  const secrets = join(app.root, ".edict");
  const isSource = (file: string): boolean =>
    /\.[cm]?[jt]sx?$/.test(file) && !file.includes("node_modules") && !file.startsWith(secrets);
  app.vite.watcher.on("all", (event, file) => {
    if (!isSource(file)) return;
    if (event === "unlink") app.actions.remove(file);
    else if (event === "add" || event === "change") guard(app.actions.update(file));
    if (event === "add" || event === "unlink") guard(rereadRoutes(app, file, log));
    else if (app.failed) reload(app);
  });
}

function reload(app: DevApp): void {
  app.failed = false;
  app.vite.environments["client"]?.hot.send({ type: "full-reload" });
}

async function rereadRoutes(app: DevApp, file: string, log: (line: string) => void): Promise<void> {
  if (!/[/\\]app[/\\]/.test(file)) return;
  app.routes.current = await readRoutes(app.root);
  reportProblems(app.routes.current, log);
  const environment = app.vite.environments["rsc"];
  const entry = environment?.moduleGraph.getModuleById(`\0${virtualIds.entryRsc}`);
  if (environment !== undefined && entry !== undefined) await environment.reloadModule(entry);
  reload(app);
}
