import { hostingFacts, keepConfig } from "../../config/index.ts";
import { buildApp } from "../../vite/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { formatPages } from "./format-pages.ts";
import { countNoun } from "../count-noun.ts";
import { openApp } from "../open-app.ts";

/** What is built, and for whom. */
export interface BuildCommandOptions {
  readonly dir: string;
  /** Whether a bundle for Workers is made too. */
  readonly worker: boolean;
}

/** Builds an app for production into `.edict/build`; findings are printed with their frames. */
export async function build(
  { dir, worker }: BuildCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { env, terminal } = context;
  const app = await openApp({ dir, command: "build", needsReact: true }, context);
  if (!app.ok) return app.error;
  const { root, config, configFile } = app.value;
  // React and Vite choose their production code by it.
  env["NODE_ENV"] = "production";
  const started = performance.now();
  const result = await buildApp({
    root,
    env,
    docsUrl: config.docsUrl,
    rules: config.rules,
    dispatch: config.serverActions.dispatch,
    mount: config,
    retain: config.retain,
    hosting: hostingFacts(config),
    worker,
    ...(config.generateBuildId === undefined ? {} : { generateBuildId: config.generateBuildId }),
    color: terminal.color,
    log: (line) => terminal.report(line),
  });
  if (!result.ok) {
    terminal.report(
      terminal.style("red", `The build failed: ${countNoun(result.errors, "error")}.`),
    );
    return 1;
  }
  if (configFile !== undefined)
    await keepConfig(root, configFile).catch((error: unknown) =>
      terminal.report(
        `${configFile} is not part of the build, so that edict start will load Vite to read it: ${String(error)}`,
      ),
    );
  const { actions, routes } = result.manifest.inspection;
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  terminal.print(
    `${terminal.stylePrint("green", "Built")} ${countNoun(routes.length, "route")} and ${countNoun(actions.length, "action")} in ${seconds} s. edict start serves them.`,
  );
  for (const line of formatPages(routes)) terminal.print(line);
  return 0;
}
