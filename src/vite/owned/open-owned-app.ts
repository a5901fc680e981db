import { resolve } from "node:path";
import type { ConfigEnv, UserConfig } from "vite";
import { hostingFacts, loadConfig, type ResolvedConfig } from "../../config/index.ts";
import { findInstrumentation, findProxy } from "../app-files.ts";
import { createAppModules } from "../app-modules.ts";
import type { PluginSettings } from "../edict-plugins.ts";
import { findIdSecret } from "../id-secret.ts";
import { endpointsOf } from "../list-actions.ts";
import { readRoutes, type RoutesOnDisk } from "../route-source.ts";
import { openBuild, type BuildOptions, type OpenedBuild } from "../run-build.ts";

/** An app whose own Vite configuration is being read. */
export interface OwnedApp {
  readonly root: string;
  readonly config: ResolvedConfig;
  /** Variables of the process, completed from `.env` files. */
  readonly env: Record<string, string | undefined>;
  readonly plugins: Omit<PluginSettings, "user">;
  readonly run: OwnedRun;
}

/** What Vite was asked for. */
export type OwnedRun =
  | { readonly kind: "build"; readonly options: BuildOptions; readonly opened: OpenedBuild }
  | { readonly kind: "serve"; readonly routes: { current: RoutesOnDisk } };

/**
 * Opens the app of a Vite configuration: its routes, its own configuration, its secret.
 * @throws Error one sentence for each thing that keeps it from being opened
 */
export async function openOwnedApp(
  user: UserConfig,
  { command, mode }: ConfigEnv,
  log: (line: string) => void,
): Promise<OwnedApp> {
  const root = resolve(user.root ?? process.cwd());
  // As with the commands: what `.env` files say is there for the app's own code too.
  const { env } = process;
  const loaded = await loadConfig(root, {
    command: command === "build" ? "build" : "dev",
    mode,
    env,
  });
  for (const { severity, message } of loaded.problems) if (severity === "warning") log(message);
  failOn(loaded.problems);
  const { config } = loaded;
  const { dispatch } = config.serverActions;
  if (command === "build") {
    const options: BuildOptions = {
      root,
      docsUrl: config.docsUrl,
      rules: config.rules,
      dispatch,
      mount: config,
      retain: config.retain,
      hosting: hostingFacts(config),
      worker: false,
      ...(config.generateBuildId === undefined ? {} : { generateBuildId: config.generateBuildId }),
      env,
      color: false,
      log,
    };
    const opened = await openBuild(options);
    if (!opened.ok) throw new Error("This app cannot be built yet: see the lines above.");
    return { root, config, env, plugins: opened.plugins, run: { kind: "build", options, opened } };
  }
  const routes = { current: await readRoutes(root) };
  const { value: idSecret } = await findIdSecret(root, env);
  const compile = {
    modules: createAppModules(root),
    idSecret,
    development: true,
    docsUrl: config.docsUrl,
    rules: config.rules,
    endpoints: () => endpointsOf([], false),
  };
  const entries = {
    root,
    routes: () => routes.current.table,
    actions: () => [],
    instrumentation: findInstrumentation(root),
    proxy: () => findProxy(root),
    developmentBuildId: `dev-${Date.now().toString(36)}`,
  };
  return {
    root,
    config,
    env,
    plugins: { env, compile, entries, dispatch, mount: config },
    run: { kind: "serve", routes },
  };
}

function failOn(
  problems: readonly { readonly severity: string; readonly message: string }[],
): void {
  const wrong = problems.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join("\n"));
}
