import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { err, ok, type Result } from "../../base/index.ts";
import { listStaticFiles, serve } from "../../adapters/index.ts";
import { requestOptions, type ResolvedConfig } from "../../config/index.ts";
import type { AppBuild } from "../../render/index.ts";
import {
  createRequestHandler,
  isLoopback,
  loadKeys,
  printEntry,
  resolveServerOptions,
  type KeyRing,
  type LogSink,
  type ServerOptions,
  type StaticFile,
} from "../../server/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { choosePort, describeListenProblem } from "../listen-address.ts";
import { findPagesAhead } from "../find-pages-ahead.ts";
import { openApp } from "../open-app.ts";
import { openStorage } from "../open-storage.ts";
import { ownOrigins } from "../own-origins.ts";
import { readBuild, type BuiltApp } from "../read-build.ts";
import { reportStray } from "../report-stray.ts";
import { loadActionsLater, verifyActions } from "../verify-actions.ts";
import { shownUrl } from "../shown-url.ts";
import { holdReports } from "../workers/hold-reports.ts";
import { defaultRestartPolicy } from "../workers/restart-policy.ts";
import { superviseWorkers } from "../workers/supervise-workers.ts";
import { verifyProxy } from "../verify-proxy.ts";

/** Where `edict start` and `edict dev` listen. */
export interface ListenOptions {
  readonly dir: string;
  readonly port: number;
  readonly host: string;
}

/** How `edict start` is called. */
export interface StartOptions extends ListenOptions {
  /** Processes that share the port. */
  readonly workers: number;
  /** How long one of several workers may run without a pause. */
  readonly stuckAfterSeconds: number;
}

/** Serves the build of an app until the process is asked to end; answers that are under way are finished first. */
export async function start(options: StartOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal, env, supervisor } = context;
  const fail = (message: string): ExitCode => {
    terminal.report(terminal.style("red", message));
    return 1;
  };
  const mode = env["NODE_ENV"] ?? "";
  if (mode !== "" && mode !== "production")
    return fail(
      `NODE_ENV is ${JSON.stringify(mode)}; edict start serves in production only and sets it itself. Unset NODE_ENV, or run edict dev.`,
    );
  env["NODE_ENV"] = "production";
  if (options.workers > 1) return startWorkers(options, context);
  if (supervisor?.repeats !== true) return serveUntilStopped(options, context);
  const held = holdReports(terminal);
  const ready = (url: string): void => {
    held.release("drop");
    supervisor.ready(url);
  };
  try {
    return await serveUntilStopped(options, {
      ...context,
      terminal: held.terminal,
      supervisor: { ...supervisor, ready },
    });
  } finally {
    held.release("show");
  }
}

/** Runs this command in several processes. What is wrong with the app the first of them says. */
async function startWorkers(
  { dir, port, host, workers, stuckAfterSeconds }: StartOptions,
  { terminal, untilStopped, packageRoot, cwd }: CommandContext,
): Promise<ExitCode> {
  const chosen = await choosePort(port, host);
  return superviseWorkers({
    workers,
    script: join(packageRoot, "bin/edict.js"),
    args: ["start", resolve(cwd, dir), "--port", String(chosen), "--host", host],
    policy: { ...defaultRestartPolicy, stuckAfterMs: stuckAfterSeconds * 1_000 },
    terminal,
    untilStopped,
  });
}

async function serveUntilStopped(
  options: ListenOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal, supervisor } = context;
  const app = await openApp({ dir: options.dir, command: "start", needsReact: true }, context);
  if (!app.ok) return app.error;
  context.onStray((thrown, kind) => reportStray(thrown, kind, terminal));
  const running = await startProduction({ ...app.value, ...options, context });
  if (!running.ok) {
    terminal.report(terminal.style("red", running.error));
    return 1;
  }
  const { close } = running.value;
  const url = shownUrl(running.value.url, app.value.config);
  if (supervisor !== undefined) supervisor.ready(url);
  else terminal.print(`${terminal.stylePrint("green", "Ready")} on ${url}`);
  await context.untilStopped();
  if (supervisor === undefined) terminal.report("Finishing what is under way …");
  await close();
  return 0;
}

/** What a production server is started from. */
export interface ProductionOptions extends ListenOptions {
  /** The app's folder, absolute. */
  readonly root: string;
  readonly config: ResolvedConfig;
  readonly context: Pick<CommandContext, "env" | "terminal" | "supervisor">;
}

/** A production server that runs. */
export interface ProductionServer {
  readonly url: string;
  /** Takes no more requests; resolves when answers and `after()` tasks are done. */
  readonly close: () => Promise<void>;
}

/** Starts the server of a build; the error is a sentence that says why it may not run, and what to write. */
export async function startProduction(
  options: ProductionOptions,
): Promise<Result<ProductionServer, string>> {
  const { root, config, host } = options;
  const built = await readBuild(root);
  if (!built.ok) return built;
  const port = await choosePort(options.port, host);
  const origins = ownOrigins(config, host, port);
  if (!origins.ok) return origins;
  const keys = await findKeys(options);
  if (!keys.ok) return keys;
  const log: LogSink = (entry) => options.context.terminal.report(printEntry(entry));
  const serverOptions: ServerOptions = {
    ...requestOptions(config),
    origins: origins.value,
    keys: keys.value,
    appId: built.value.appId ?? "",
    staticFiles: await findStaticFiles(root, built.value),
    log,
  };
  const checked = resolveServerOptions(serverOptions);
  if (!checked.ok) return checked;
  const build = await loadBuild(root);
  await build.register();
  const report = (line: string): void => options.context.terminal.report(line);
  const verified = await verifyActions(build, report);
  if (!verified.ok) return verified;
  const guarded = await verifyProxy(build);
  if (!guarded.ok) return guarded;
  const isShared = options.context.supervisor !== undefined;
  const store = await openStorage(config, { root, isShared, keys: keys.value, log });
  if (!store.ok) return store;
  const pagesAhead = await findPagesAhead({
    root,
    outlives: store.value.options.cacheStore !== undefined,
    report,
  });
  const handler = createRequestHandler(build, {
    ...serverOptions,
    ...store.value.options,
    pagesAhead,
  });
  const running = await serve({ handler, port, host, log });
  if (!running.ok) {
    await store.value.close();
    return err(describeListenProblem(running.error));
  }
  const stopLoading = loadActionsLater(build, report);
  return ok({
    url: running.value.url,
    close: async () => {
      stopLoading();
      await running.value.close();
      await handler.drain();
      await store.value.close();
    },
  });
}

async function findKeys({
  root,
  host,
  context,
}: ProductionOptions): Promise<Result<KeyRing, string>> {
  const loaded = await loadKeys({
    env: context.env,
    file: join(root, ".edict/secrets/keys"),
    mayMake: isLoopback(host),
    randomBytes,
  });
  if (!loaded.ok) return loaded;
  for (const warning of loaded.value.warnings)
    context.terminal.report(`${context.terminal.style("yellow", "warning:")} ${warning}`);
  return ok(loaded.value.ring);
}

async function loadBuild(root: string): Promise<AppBuild> {
  const file = join(root, ".edict/build/rsc/index.js");
  const entry: unknown = await import(pathToFileURL(file).href);
  if (typeof entry === "object" && entry !== null && "default" in entry)
    // The bundle's generated entry exports what `createAppBuild` returned.
    return entry.default as AppBuild;
  throw new Error(`${file} exports no build`);
}

/** Lists what the manifest names of the browser's files: nothing else in that folder is served. */
async function findStaticFiles(
  root: string,
  { static: listed }: BuiltApp,
): Promise<ReadonlyMap<string, StaticFile>> {
  const immutable = new Map(listed.map((entry) => [join(root, entry.file), entry.immutable]));
  const found = await listStaticFiles({ folder: join(root, ".edict/build/client") });
  return new Map(
    [...found].flatMap(([path, file]) => {
      const isImmutable = immutable.get(file.file);
      return isImmutable === undefined
        ? []
        : [[path, { ...file, immutable: isImmutable }] as const];
    }),
  );
}
