import type { BuildEnvironment, ViteBuilder } from "vite";
import { printFindings } from "../check/print-findings.ts";
import { compiledFindings } from "../compile-plugin.ts";
import { endpointsOf, listActions } from "../list-actions.ts";
import type { SpaProject } from "./open-project.ts";
import { actionsEnvironment } from "./spa-environments.ts";

/** What an action returns may lead to further actions; this many rounds follow such chains. */
const maxScanRounds = 10;

/**
 * Builds the browser's files, then the server's with the actions that they use.
 * @throws Error all findings with their frames, when one of them is an error
 */
export async function buildSpa(builder: ViteBuilder, project: SpaProject): Promise<void> {
  const { client, [actionsEnvironment]: server } = builder.environments;
  if (client === undefined || server === undefined)
    throw new Error("an environment of edict() is missing from the Vite config");
  const { logger } = builder.config;
  if (project.secret.from !== "environment" && process.env["CI"] !== undefined)
    logger.warn(
      "warning id-secret-missing: this build runs in CI without EDICT_ID_SECRET, so every clean checkout changes all action ids. " +
        'Set it once, for example: EDICT_ID_SECRET="$(openssl rand -base64 32)"',
    );
  await bundle(builder, client, project);
  server.config.build.write = false;
  let known = "";
  for (let round = 0; round < maxScanRounds; round += 1) {
    const actions = listActions(project.modules, noRoutes);
    project.endpoints.current = endpointsOf(actions, false);
    const found = actions.map(({ lookup }) => lookup).join();
    if (round > 0 && found === known) break;
    known = found;
    await bundle(builder, server, project);
  }
  const warnings = printFindings(compiledFindings(project.modules), false).text;
  if (warnings !== "") logger.warn(warnings);
  project.endpoints.current = endpointsOf(project.endpoints.current.actions, true);
  server.config.build.write = true;
  await builder.build(server);
  const { length } = project.endpoints.current.actions;
  logger.info(
    `edict: ${length} ${length === 1 ? "action answers" : "actions answer"} at ${project.basePath}${project.settings.endpoint}`,
  );
}

const noRoutes = { routes: [], root: { name: "", files: {} } };

/** Bundles one side. What is wrong with an action is told before what that made of the bundle. */
async function bundle(
  builder: ViteBuilder,
  environment: BuildEnvironment,
  project: SpaProject,
): Promise<void> {
  try {
    await builder.build(environment);
  } finally {
    failOnErrors(project);
  }
}

function failOnErrors({ modules }: SpaProject): void {
  const { text, errors } = printFindings(compiledFindings(modules), false);
  if (errors === 0) return;
  const error = new Error(`${errors} ${errors === 1 ? "error" : "errors"} in actions\n\n${text}`);
  // The frames say where: the build's own stack tells nobody anything.
  delete error.stack;
  throw error;
}
