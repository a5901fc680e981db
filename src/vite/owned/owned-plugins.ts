import { EventEmitter } from "node:events";
import type { Plugin, PluginOption } from "vite";
import { importOnServer } from "../dev-app.ts";
import { createDevActions, type DevActions } from "../dev-actions.ts";
import { createDevOwners } from "../dev-owners.ts";
import { edictPlugins, type PluginSettings } from "../edict-plugins.ts";
import { fileEventsPlugin, type FileEvents } from "../file-events-plugin.ts";
import { resolveIn } from "../import-in.ts";
import { runBuild } from "../run-build.ts";
import { openOwnedApp, type OwnedApp } from "./open-owned-app.ts";
import type { OwnedOptions } from "./owned-options.ts";
import { serveOwnedApp } from "./serve-owned-app.ts";

/** What is known once Vite reads its configuration. */
interface LateApp {
  app?: OwnedApp;
  actions?: DevActions;
}

/** Lists the plugins of an app with routes that owns its `vite.config.ts`. */
export function ownedPlugins({ react = true }: OwnedOptions): Plugin[] {
  const late: LateApp = {};
  const files: FileEvents = new EventEmitter();
  return [
    appPlugin(late, files),
    fileEventsPlugin(files),
    ...flatten(edictPlugins(lateSettings(late, react))),
  ];
}

/** Opens the app before any other plugin asks for it, then builds or serves it. */
function appPlugin(late: LateApp, files: FileEvents): Plugin {
  return {
    name: "edict:app",
    enforce: "pre",
    async config(user, environment) {
      late.app = await openOwnedApp(user, environment, (line) => process.stderr.write(`${line}\n`));
      // One configuration and one set of plugins for all three builds: what one finds, the others need.
      return { builder: { sharedConfigBuild: true, sharedPlugins: true } };
    },
    configResolved({ plugins }) {
      refuseTwoReacts(plugins.map(({ name }) => name));
    },
    configureServer(vite) {
      const app = openedApp(late);
      if (app.run.kind !== "serve") return undefined;
      const { routes } = app.run;
      const resolve = (specifier: string, importer: string): Promise<string | undefined> =>
        resolveIn(vite, "rsc", specifier, importer);
      const owners = createDevOwners({
        root: app.root,
        routes: () => routes.current.table,
        resolve,
        environments: () => Object.values(vite.environments),
      });
      const actions = createDevActions({
        settings: app.plugins.compile,
        load: (file) => importOnServer(vite, file),
        resolve,
        ownersOf: owners.of,
      });
      late.actions = actions;
      const answer = serveOwnedApp(
        {
          root: app.root,
          vite,
          files,
          actions,
          owners,
          routes,
          settings: { docsUrl: app.config.docsUrl, rules: app.config.rules, color: false },
          failed: false,
          pagesUnderWay: new Set(),
        },
        app,
      );
      // After Vite's own middleware: its modules first, every other request is the app's.
      return () => vite.middlewares.use(answer);
    },
    async buildApp(builder) {
      const { run } = openedApp(late);
      if (run.kind !== "build") return;
      const result = await runBuild(builder, run.opened, run.options);
      if (result.ok) return;
      const { errors } = result;
      const error = new Error(`The build failed: ${errors} ${errors === 1 ? "error" : "errors"}.`);
      delete error.stack; // the findings above say where
      throw error;
    },
  };
}

function openedApp({ app }: LateApp): OwnedApp {
  if (app === undefined)
    throw new Error("edict() was asked for the app before Vite had read its configuration");
  return app;
}

/** Settings that are read from the app once it is open. */
function lateSettings(late: LateApp, react: boolean): PluginSettings {
  const settings = (): OwnedApp["plugins"] => openedApp(late).plugins;
  const compile = (): PluginSettings["compile"] => settings().compile;
  return {
    get env() {
      return settings().env;
    },
    get mount() {
      return settings().mount;
    },
    get dispatch() {
      return settings().dispatch;
    },
    user: { hasReact: !react },
    compile: {
      get modules() {
        return compile().modules;
      },
      get idSecret() {
        return compile().idSecret;
      },
      get development() {
        return compile().development;
      },
      get docsUrl() {
        return compile().docsUrl;
      },
      get rules() {
        return compile().rules;
      },
      endpoints: () => compile().endpoints(),
      onCompiled: (file, actions) => late.actions?.put(file, actions),
    },
    entries: {
      get root() {
        return settings().entries.root;
      },
      routes: () => settings().entries.routes(),
      actions: () => settings().entries.actions(),
      get developmentBuildId() {
        return settings().entries.developmentBuildId;
      },
      get instrumentation() {
        return settings().entries.instrumentation;
      },
      proxy: () => settings().entries.proxy(),
    },
  };
}

/** Two plugins for React would transform every component twice. */
function refuseTwoReacts(names: readonly string[]): void {
  const own = names.filter((name) => name === "vite:react-refresh" || name === "vite:react-swc");
  if (own.length < 2) return;
  throw new TypeError(
    "This Vite configuration has a React plugin beside the one that edict() brings: remove react() from its plugins, or write edict({ react: false }).",
  );
}

/** Plugins as one list; ours hold no promises. */
function flatten(option: PluginOption): Plugin[] {
  if (Array.isArray(option)) return option.flatMap(flatten);
  if (!option) return [];
  if (option instanceof Promise) throw new TypeError("a plugin of edict() is a promise");
  return [option as Plugin]; // neither a list, nor nothing, nor a promise
}
