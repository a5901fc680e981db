import type { IncomingMessage } from "node:http";
import { serve, type ListenProblem, type RunningServer } from "../adapters/index.ts";
import { ok, type Result } from "../base/index.ts";
import { createRequestHandler, type ServerOptions } from "../server/index.ts";
import { createDevApp, loadDevBuild, type DevApp, type DevAppOptions } from "./dev-app.ts";
import { devErrorPage } from "./dev-error-page.ts";
import { loadRoute } from "./load-route.ts";
import { watchApp } from "./watch-app.ts";

/** What a development server is made from. */
export interface DevOptions extends DevAppOptions {
  readonly port: number;
  readonly host: string;
  /** Options of the request line: origins, keys, limits. */
  readonly server: ServerOptions;
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
  const handler = createRequestHandler(async () => loadDevBuild(await starting), {
    ...options.server,
    development: true,
  });
  const running = await serve({
    handler,
    port: options.port,
    host: options.host,
    ...(options.server.log === undefined ? {} : { log: options.server.log }),
    before: (message, response, next) => {
      const pass = async (app: DevApp): Promise<void> => {
        try {
          // A module that fails must end in the overlay, so it is loaded before the request line asks for it.
          await loadDevBuild(app);
          if (wantsDocument(message)) await loadRoute(app, pathOf(message));
          next();
        } catch (error) {
          app.failed = true;
          devErrorPage(app.vite, error, response);
        }
      };
      void starting.then((app) => {
        app.vite.middlewares(message, response, (error?: unknown) => {
          if (error === undefined || error === null) void pass(app);
          else devErrorPage(app.vite, error, response);
        });
      });
    },
  });
  if (!running.ok) return running;
  const app = await createDevApp(options, running.value.server);
  watchApp(app, options.log);
  start(Promise.resolve(app));
  void registerOnce(app, options.log);
  return ok({ url: running.value.url, close: () => close(running.value, app) });
}

function wantsDocument({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes("text/html") ?? false;
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? url;
}

/** Runs `register()` of the app's `instrumentation.ts`; what fails is said, and the server goes on. */
async function registerOnce(app: DevApp, log: (line: string) => void): Promise<void> {
  try {
    await (await loadDevBuild(app)).register();
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
  }
}

async function close(running: RunningServer, { vite }: DevApp): Promise<void> {
  await vite.close();
  running.server.closeAllConnections();
  await running.close();
}
