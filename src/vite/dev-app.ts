import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { createServer as createViteServer, type ViteDevServer } from "vite";
import type { Mount } from "../protocol/index.ts";
import { CompileCache } from "../compiler/index.ts";
import type { RuleSettings } from "../errors/index.ts";
import type { AppBuild } from "../render/index.ts";
import { withListedParams } from "../routing/index.ts";
import { findInstrumentation, findProxy } from "./app-files.ts";
import { createAppModules } from "./app-modules.ts";
import type { CompileSettings } from "./compile-plugin.ts";
import { createDevActions, type DevActions } from "./dev-actions.ts";
import { createDevOwners, type DevOwners } from "./dev-owners.ts";
import { edictPlugins } from "./edict-plugins.ts";
import { virtualIds } from "./entries-plugin.ts";
import { fileEventsPlugin, type FileEvents } from "./file-events-plugin.ts";
import { findIdSecret } from "./id-secret.ts";
import { importIn, resolveIn } from "./import-in.ts";
import { endpointsOf } from "./list-actions.ts";
import { readRoutes, type RoutesOnDisk } from "./route-source.ts";
import { readUserPlugins } from "./user-plugins.ts";

/** What an app in development is made from. */
export interface DevAppOptions {
  /** The app's folder, absolute. */
  readonly root: string;
  readonly docsUrl: string | undefined;
  /** Severities of diagnostics where they are not the catalogue's. */
  readonly rules: RuleSettings;
  /** How calls in the browser wait whose action says nothing of it. */
  readonly dispatch: "ordered" | "serial";
  /** How the app's addresses are written. */
  readonly mount: Mount;
  /** Whether the log is a terminal with colours. */
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}

/** An app in development: its files, as they are now. */
export interface DevApp {
  readonly root: string;
  readonly vite: ViteDevServer;
  /** What changes on disk. */
  readonly files: FileEvents;
  readonly actions: DevActions;
  readonly owners: DevOwners;
  readonly routes: { current: RoutesOnDisk };
  /** How it is checked, and what was found is written. */
  readonly settings: Pick<DevAppOptions, "docsUrl" | "rules" | "color">;
  /** Whether the last page failed to load, so that a save should try it again. */
  failed: boolean;
  /** Answers of documents that have not ended: whoever waits for one goes first. */
  readonly pagesUnderWay: Set<object>;
}

/** Opens an app for development. `http` is where the sockets of hot reloading arrive. */
export async function createDevApp(options: DevAppOptions, http: Server): Promise<DevApp> {
  const { root } = options;
  const routes = { current: await readRoutes(root) };
  const compile: CompileSettings = {
    modules: createAppModules(root),
    // The index of actions and the pages compile the same files.
    cache: new CompileCache(),
    idSecret: (await findIdSecret(root, options.env)).value,
    development: true,
    docsUrl: options.docsUrl,
    rules: options.rules,
    endpoints: () => endpointsOf([], false),
  };
  const files: FileEvents = new EventEmitter();
  const resolve = (specifier: string, importer: string): Promise<string | undefined> =>
    resolveIn(vite, "rsc", specifier, importer);
  const owners = createDevOwners({
    root,
    routes: () => routes.current.table,
    resolve,
    environments: () => Object.values(vite.environments),
  });
  const actions = createDevActions({
    settings: compile,
    load: (file) => importOnServer(vite, file),
    resolve,
    ownersOf: owners.of,
  });
  const vite = await createViteServer({
    root,
    logLevel: "warn",
    server: { middlewareMode: { server: http }, hmr: { server: http } },
    plugins: [
      fileEventsPlugin(files),
      edictPlugins({
        user: await readUserPlugins(root, "serve"),
        env: options.env,
        dispatch: options.dispatch,
        mount: options.mount,
        compile: { ...compile, onCompiled: actions.put },
        entries: {
          root,
          routes: () => routes.current.table,
          actions: () => [],
          instrumentation: findInstrumentation(root),
          proxy: () => findProxy(root),
          developmentBuildId: `dev-${Date.now().toString(36)}`,
        },
      }),
    ],
  });
  await actions.readAll();
  return {
    root,
    vite,
    files,
    actions,
    owners,
    routes,
    settings: options,
    failed: false,
    pagesUnderWay: new Set(),
  };
}

/** Loads the app as its files stand: the generated entry, with the actions that are indexed. */
export async function loadDevBuild({ vite, actions }: DevApp): Promise<AppBuild> {
  const entry = await importOnServer(vite, virtualIds.entryRsc);
  // The generated entry's default export is what `createAppBuild` returned.
  const build = entry["default"] as AppBuild;
  return { ...build, routes: await listPages(build), actions: actions.entries };
}

/** Where only listed pages are there, they are asked for each time: what lists them may have changed. */
async function listPages(build: AppBuild): Promise<AppBuild["routes"]> {
  const closed = build.routes.routes.filter(({ settings }) => settings?.dynamicParams === false);
  if (closed.length === 0) return build.routes;
  const listed = closed.map(async (route) => {
    const params = await build.listStaticParams?.(route);
    return [route.pattern, params ?? []] as const;
  });
  return withListedParams(build.routes, Object.fromEntries(await Promise.all(listed)));
}

/** Imports a module in the environment that renders Server Components. */
export function importOnServer(
  vite: ViteDevServer,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  return importIn(vite, "rsc", id);
}
