import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { join } from "node:path";
import {
  createServer as createViteServer,
  isRunnableDevEnvironment,
  type ViteDevServer,
} from "vite";
import type { AppBuild } from "../render/index.ts";
import { createAppModules } from "./app-modules.ts";
import type { CompileSettings } from "./compile-plugin.ts";
import { createDevActions, type DevActions } from "./dev-actions.ts";
import { devErrorPage } from "./dev-error-page.ts";
import { edictPlugins } from "./edict-plugins.ts";
import { virtualIds } from "./entries-plugin.ts";
import { findIdSecret } from "./id-secret.ts";
import { readRoutes, type RoutesOnDisk } from "./route-source.ts";

/** What a development server is made from. */
export interface DevOptions {
  /** The app's folder, absolute. */
  readonly root: string;
  readonly port: number;
  readonly host: string;
  readonly docsUrl: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
  /** Makes the request line over a build that may be another one with every request. */
  readonly createListener: (build: () => Promise<AppBuild>) => Promise<NodeListener>;
}

/** Answers one request of `node:http`. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

/** A running development server. */
export interface DevServer {
  /** Address, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts the development server: Vite's modules first, every other request through the request line. */
export async function startDevServer(options: DevOptions): Promise<DevServer> {
  const { root } = options;
  const routes = { current: await readRoutes(root) };
  reportProblems(routes.current, options.log);
  const secret = await findIdSecret(root, options.env);
  const compile: CompileSettings = {
    modules: createAppModules(root),
    idSecret: secret.value,
    development: true,
    docsUrl: options.docsUrl,
  };
  const http = createHttpServer();
  const vite = await createViteServer({
    root,
    logLevel: "warn",
    server: { middlewareMode: { server: http }, hmr: { server: http } },
    plugins: edictPlugins({
      compile,
      entries: {
        root,
        routes: () => routes.current.table,
        actions: () => [],
        developmentBuildId: `dev-${Date.now().toString(36)}`,
      },
    }),
  });
  const actions = await createDevActions(compile, (file) => importOnServer(vite, file));
  const state = { failed: false };
  watchApp({ vite, actions, routes, options, state });
  const listener = await options.createListener(async () => {
    const entry = await importOnServer(vite, virtualIds.entryRsc);
    // The generated entry's default export is what `createAppBuild` returned.
    return { ...(entry["default"] as AppBuild), actions: actions.entries };
  });
  http.on("request", (request, response) => {
    vite.middlewares(request, response, (error?: unknown) => {
      if (error === undefined || error === null) return listener(request, response);
      state.failed = true;
      return devErrorPage(vite, error, response);
    });
  });
  const url = await listen(http, options);
  return {
    url,
    close: async () => {
      await vite.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

function reportProblems({ problems }: RoutesOnDisk, log: (line: string) => void): void {
  for (const problem of problems) log(problem.message);
}

async function importOnServer(
  vite: ViteDevServer,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  const environment = vite.environments["rsc"];
  if (environment === undefined || !isRunnableDevEnvironment(environment))
    throw new Error("the rsc environment of this Vite config cannot run modules in this process");
  // A module namespace is an object of its exports.
  return (await environment.runner.import(id)) as Record<string, unknown>;
}

interface Watched {
  readonly vite: ViteDevServer;
  readonly actions: DevActions;
  readonly routes: { current: RoutesOnDisk };
  readonly options: DevOptions;
  readonly state: { failed: boolean };
}

/** Keeps routes and actions in step with the files, and lets a page that failed try again on every save. */
function watchApp({ vite, actions, routes, options, state }: Watched): void {
  const reload = (): void => {
    state.failed = false;
    vite.environments["client"]?.hot.send({ type: "full-reload" });
  };
  const rereadRoutes = async (file: string): Promise<void> => {
    if (!/[/\\]app[/\\]/.test(file)) return;
    routes.current = await readRoutes(options.root);
    reportProblems(routes.current, options.log);
    const environment = vite.environments["rsc"];
    const entry = environment?.moduleGraph.getModuleById(`\0${virtualIds.entryRsc}`);
    if (environment !== undefined && entry !== undefined) await environment.reloadModule(entry);
    reload();
  };
  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) =>
      options.log(error instanceof Error ? error.message : String(error)),
    );
  };
  const isSource = (file: string): boolean =>
    /\.[cm]?[jt]sx?$/.test(file) &&
    !file.includes("node_modules") &&
    !file.startsWith(join(options.root, ".edict"));
  vite.watcher.on("all", (event, file) => {
    if (!isSource(file)) return;
    if (event === "unlink") actions.remove(file);
    else if (event === "add" || event === "change") guard(actions.update(file));
    if (event === "add" || event === "unlink") guard(rereadRoutes(file));
    else if (state.failed) reload();
  });
}

function listen(http: Server, { port, host }: DevOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => {
      http.removeListener("error", reject);
      const address = http.address();
      const actual = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${actual}`);
    });
  });
}
