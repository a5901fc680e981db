import type { Plugin, ViteDevServer } from "vite";
import { compilePlugin, type CompileSettings } from "../compile-plugin.ts";
import { createDevActions, type DevActions } from "../dev-actions.ts";
import { showInOverlay } from "../dev-error-page.ts";
import { errorPagesPlugin } from "../error-pages-plugin.ts";
import { importIn, resolveIn } from "../import-in.ts";
import { buildSpa } from "./build-spa.ts";
import { findInlineActions } from "./inline-actions.ts";
import { openProject, type SpaProject } from "./open-project.ts";
import { serveActions } from "./serve-actions.ts";
import { spaEntries } from "./spa-entries.ts";
import { actionsEnvironment, spaEnvironments } from "./spa-environments.ts";
import { spaPluginName, type SpaPluginApi } from "./read-spa.ts";
import { resolveSpaOptions, type SpaOptions } from "./spa-options.ts";
import { watchActions } from "./watch-actions.ts";

/** Lists the plugins of an app that renders its pages in the browser alone, and calls actions at one endpoint. */
export function spaPlugins(options: SpaOptions): Plugin[] {
  const settings = resolveSpaOptions(options);
  const late: { project?: SpaProject; actions?: DevActions } = {};
  const project = (): SpaProject => {
    if (late.project === undefined)
      throw new Error("edict() was asked for the app before Vite had resolved its configuration");
    return late.project;
  };
  const compile: CompileSettings = {
    get modules() {
      return project().modules;
    },
    get idSecret() {
      return project().secret.value;
    },
    get development() {
      return project().development;
    },
    docsUrl: settings.docsUrl,
    environments: { client: "client", [actionsEnvironment]: "server" },
    recordsBrowser: true,
    endpoints: () => project().endpoints.current,
    onCompiled: (file, actions) => late.actions?.put(file, actions),
    findMore: (file, compiled) => findInlineActions(project(), file, compiled),
  };
  return [
    {
      name: spaPluginName,
      enforce: "pre",
      // Read by who checks the app without building it.
      api: {
        docsUrl: settings.docsUrl,
        serverOutDir: settings.serverOutDir,
      } satisfies SpaPluginApi,
      async configResolved(config) {
        late.project = await openProject(config, settings);
      },
      configureServer(vite) {
        const actions = createDevActions({
          settings: compile,
          load: (file) => loadShown(vite, file),
          resolve: (specifier, importer) =>
            resolveIn(vite, actionsEnvironment, specifier, importer),
        });
        late.actions = actions;
        watchActions(vite, actions);
        vite.middlewares.use(serveActions(vite, project(), actions));
      },
      buildApp: (builder) => buildSpa(builder, project()),
    },
    spaEnvironments(settings),
    spaEntries(project),
    compilePlugin(compile),
    errorPagesPlugin(),
  ];
}

/** Loads a module of actions; one that fails shows in the overlay, because the call that asked for it tells a digest only. */
async function loadShown(
  vite: ViteDevServer,
  file: string,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await importIn(vite, actionsEnvironment, file);
  } catch (error) {
    showInOverlay(vite, error);
    throw error;
  }
}
