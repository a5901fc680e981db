import { basename, join } from "node:path";
import { isProxyFile, isSettingFile } from "../compiler/index.ts";
import type { DevApp } from "./dev-app.ts";
import { fileConvention } from "../routing/index.ts";
import { modulePath } from "./app-modules.ts";
import { startDevChecks } from "./check/dev-checks.ts";
import { virtualIds } from "./entries-plugin.ts";
import { readRoutes, type RoutesOnDisk } from "./route-source.ts";

const isInApp = /[/\\]app[/\\]/;

/** A picture, or another file that is sent as it lies there. */
function isStatic(file: string): boolean {
  const convention = isInApp.test(file) ? fileConvention(basename(file)) : undefined;
  return convention?.kind === "served" && convention.served.isStatic;
}

/** Where what happens to the files is told. */
export interface WatchPorts {
  readonly log: (line: string) => void;
  /** Starts the server anew; `reason` is a sentence. */
  readonly restart: (reason: string) => void;
}

/** Keeps routes and actions in step with the files, and lets a page that failed try again on every save. */
export function watchApp(app: DevApp, { log, restart }: WatchPorts): void {
  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) => log(error instanceof Error ? error.message : String(error)));
  };
  const checks = startDevChecks(app, log);
  const secrets = join(app.root, ".edict");
  const isSource = (file: string): boolean =>
    /\.[cm]?[jt]sx?$/.test(file) && !file.includes("node_modules") && !file.startsWith(secrets);
  app.files.on("gap", () => {
    app.owners.forget();
    guard(app.actions.readAll());
    guard(rereadRoutes(app));
    checks.soon();
  });
  app.files.on("file", (event, file) => {
    const reason = restartReason(app.root, event, file);
    if (reason !== undefined) restart(reason);
    if (isStatic(file) && event !== "change") guard(rereadRoutes(app));
    if (!isSource(file)) return;
    app.owners.forget();
    checks.soon();
    if (event === "unlink") app.actions.remove(file);
    else if (event === "add" || event === "change") guard(rereadActions(app, file));
    if (event === "add" || event === "unlink") {
      if (isInApp.test(file) || isProxyFile(modulePath(app, file))) guard(rereadRoutes(app));
    } else if (isSettingFile(modulePath(app, file))) guard(rereadSettings(app));
    else if (app.failed) reload(app);
  });
}

/** Read once, when the command starts. */
const startFile = /^(?:(?:edict|next)\.config\.m?[jt]s|\.env(?:\..+)?)$/;
const instrumentation = /^(?:src\/)?instrumentation\.[jt]sx?$/;

/** Says why the server must start anew for a change to take effect; undefined for every other file. */
export function restartReason(root: string, event: string, file: string): string | undefined {
  const path = modulePath({ root }, file);
  const comesOrGoes = event === "add" || event === "unlink";
  if (startFile.test(path) && (comesOrGoes || event === "change"))
    return `${path} ${event === "change" ? "changed" : event === "add" ? "is new" : "is gone"}.`;
  if (instrumentation.test(path) && comesOrGoes)
    return `${path} is ${event === "add" ? "new" : "gone"}.`;
  return undefined;
}

/** A module whose exports come from the file has other ids now, though its own text is the same: it is compiled again. */
async function rereadActions(app: DevApp, file: string): Promise<void> {
  const changed = await app.actions.update(file);
  for (const environment of Object.values(app.vite.environments))
    for (const each of changed)
      for (const module of environment.moduleGraph.getModulesByFile(each) ?? [])
        await environment.reloadModule(module);
  if (changed.length > 0) reload(app);
}

function reload(app: DevApp): void {
  app.failed = false;
  app.vite.environments["client"]?.hot.send({ type: "full-reload" });
}

async function rereadRoutes(app: DevApp): Promise<void> {
  await takeRoutes(app, await readRoutes(app.root));
}

/** What a file says of its routes is in their table; most changes leave that as it is. */
async function rereadSettings(app: DevApp): Promise<void> {
  const routes = await readRoutes(app.root);
  if (JSON.stringify(routes.table) !== JSON.stringify(app.routes.current.table))
    await takeRoutes(app, routes);
  else if (app.failed) reload(app);
}

async function takeRoutes(app: DevApp, routes: RoutesOnDisk): Promise<void> {
  app.routes.current = routes;
  app.owners.forget();
  const environment = app.vite.environments["rsc"];
  const entry = environment?.moduleGraph.getModuleById(`\0${virtualIds.entryRsc}`);
  if (environment !== undefined && entry !== undefined) await environment.reloadModule(entry);
  reload(app);
}
