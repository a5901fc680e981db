import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Connect, ViteDevServer } from "vite";
import { createMiddleware } from "../../adapters/index.ts";
import type { AppBuild } from "../../render/index.ts";
import { createRequestHandler, loadKeys, printEntry } from "../../server/index.ts";
import type { DevActions } from "../dev-actions.ts";
import { describeRun } from "../describe-run.ts";
import { devOrigins } from "../dev-origins.ts";
import { importIn } from "../import-in.ts";
import type { SpaProject } from "./open-project.ts";
import { actionsId } from "./spa-entries.ts";
import { actionsEnvironment } from "./spa-environments.ts";

type Answer = (message: IncomingMessage, response: ServerResponse) => void;

/** Answers the calls that reach Vite's development server; all other requests are left to it. */
export function serveActions(
  vite: ViteDevServer,
  project: SpaProject,
  actions: DevActions,
): Connect.NextHandleFunction {
  const path = project.basePath + project.settings.endpoint;
  const ready = actions.readAll();
  ready.catch(() => undefined); // told to the first call, which waits for it
  const state: { answer?: Promise<Answer> } = {};
  return (message, response, next) => {
    if (message.method !== "POST" || message.url?.split("?", 1)[0] !== path) return next();
    // The port is known when the first call arrives at it.
    state.answer ??= ready.then(() => createAnswer(vite, project, actions));
    state.answer.then((answer) => answer(message, response), next);
  };
}

async function createAnswer(
  vite: ViteDevServer,
  project: SpaProject,
  { entries }: DevActions,
): Promise<Answer> {
  const { root, env, settings, basePath } = project;
  const keys = await loadKeys({
    env: { ...process.env, ...env },
    file: join(root, ".edict/secrets/keys"),
    mayMake: true,
    randomBytes,
  });
  if (!keys.ok) throw new Error(keys.error);
  const loadBuild = async (): Promise<AppBuild> => {
    const { actions } = await importIn(vite, actionsEnvironment, actionsId);
    // The generated entry exports what `createActionsBuild` returned.
    return { ...(actions as AppBuild), actions: entries };
  };
  const log: NonNullable<typeof settings.dev.log> = (entry) =>
    vite.config.logger[entry.level](printEntry(entry), { timestamp: true });
  const handler = createRequestHandler(loadBuild, {
    keys: keys.value.ring,
    log,
    onActionEnd: (run) => vite.config.logger.info(describeRun(run), { timestamp: true }),
    ...settings.dev,
    origins: [...devOrigins(vite), ...(settings.dev.origins ?? [])],
    basePath,
    development: true,
  });
  return createMiddleware(handler, settings.dev.log ?? log);
}
