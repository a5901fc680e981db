import { serve, type ListenProblem, type RunningServer } from "../adapters/index.ts";
import { ok, type Result } from "../base/index.ts";
import { withoutBasePath } from "../protocol/index.ts";
import { createRequestHandler, logToStandardError, type ServerOptions } from "../server/index.ts";
import { createDevApp, loadDevBuild, type DevApp, type DevAppOptions } from "./dev-app.ts";
import { describeRun } from "./describe-run.ts";
import { devErrorPage } from "./dev-error-page.ts";
import { importIn } from "./import-in.ts";
import { createInspector } from "./inspector/create-inspector.ts";
import { loadForRequest, registerOnce } from "./load-for-request.ts";
import { packageFiles } from "./vite-paths.ts";
import { watchApp } from "./watch-app.ts";

/** What a development server is made from. */
export interface DevOptions extends DevAppOptions {
  readonly port: number;
  readonly host: string;
  /** Options of the request line: origins, keys, limits. */
  readonly server: ServerOptions;
  /** Called when a file changed that is read once, at the start: this server is of yesterday. `reason` is a sentence. */
  readonly onOutdated: (reason: string) => void;
}

/** A running development server. */
export interface DevServer {
  /** Address, e.g. `http://localhost:3000`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts the development server: Vite's modules first, every other request through the request line. */
export async function startDevServer(
  options: DevOptions,
): Promise<Result<DevServer, ListenProblem>> {
  let start: (app: Promise<DevApp>) => void = () => undefined;
  // Vite needs the HTTP server that its sockets arrive on, so that one listens first and waits.
  const starting = new Promise<DevApp>((resolve) => (start = resolve));
  const inspector = createInspector();
  const { log = logToStandardError } = options.server;
  const handler = createRequestHandler(async () => loadDevBuild(await starting), {
    ...options.server,
    log: (entry) => {
      inspector.addEntry(entry);
      log(entry);
    },
    onActionEnd: (run) => {
      inspector.addRun(run);
      options.log(describeRun(run));
    },
    development: true,
  });
  const running = await serve({
    handler,
    port: options.port,
    host: options.host,
    // Whoever works on an app does not wait for a request that may be on its way.
    limits: { closeGraceMs: 0 },
    log,
    before: (message, response, next) => {
      const { url } = message;
      if (isOutside(url, options.mount.basePath)) return next();
      void starting.then((app) => {
        // Before Vite, which lets pages of other servers on this machine read what it answers.
        if (inspector.answer(message, response, app)) return;
        app.vite.middlewares(message, response, (error?: unknown) => {
          // Vite cuts its base off.
          if (url !== undefined) message.url = url;
          if (error === undefined || error === null)
            void loadForRequest(app, message, response, next);
          else devErrorPage(app.vite, error, response);
        });
      });
    },
  });
  if (!running.ok) return running;
  const app = await createDevApp(options, running.value.server);
  watchApp(app, { log: options.log, restart: options.onOutdated });
  start(Promise.resolve(app));
  void registerOnce(app, options.log);
  // Whoever opens the first page waits for less of it; what fails here fails there again, where it is told.
  importIn(app.vite, "ssr", packageFiles.entrySsr).catch(() => undefined);
  return ok({ url: running.value.url, close: () => close(running.value, app) });
}

/** What is not below the app's path is no file of it either; the pages of codes are of no app. */
function isOutside(url: string | undefined, basePath: string): boolean {
  const path = url?.replace(/[?#].*/s, "") ?? "/";
  return withoutBasePath(path, basePath) === undefined && !path.startsWith("/_edict/");
}

async function close(running: RunningServer, { vite }: DevApp): Promise<void> {
  await vite.close();
  running.server.closeAllConnections();
  await running.close();
}
