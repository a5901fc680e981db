import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Connect } from "vite";
import { createMiddleware } from "../../adapters/index.ts";
import { requestOptions } from "../../config/index.ts";
import { createRequestHandler, loadKeys, printEntry, type LogSink } from "../../server/index.ts";
import { loadDevBuild, type DevApp } from "../dev-app.ts";
import { describeRun } from "../describe-run.ts";
import { devOrigins } from "../dev-origins.ts";
import { loadForRequest, registerOnce } from "../load-for-request.ts";
import { watchApp } from "../watch-app.ts";
import { createInspector, type Inspector } from "../inspector/create-inspector.ts";
import type { OwnedApp } from "./open-owned-app.ts";

type Answer = ReturnType<typeof createMiddleware>;

/** Answers, from the app as its files stand, what Vite's development server leaves: pages, handlers and actions. */
export function serveOwnedApp(app: DevApp, owned: OwnedApp): Connect.NextHandleFunction {
  const { vite } = app;
  const log = (line: string): void => vite.config.logger.warn(line, { timestamp: true });
  const restart = (reason: string): void => {
    log(`${reason} Starting anew.`);
    vite.restart().catch((error: unknown) => log(String(error)));
  };
  watchApp(app, { log, restart });
  const ready = app.actions.readAll().then(() => registerOnce(app, log));
  ready.catch(() => undefined); // told to the first request, which waits for it
  const state: { answer?: Promise<Answer> } = {};
  const inspector = createInspector();
  return (message, response, next) => {
    // The port is known when the first request arrives at it.
    state.answer ??= ready.then(() => createAnswer(app, owned, inspector));
    state.answer.then((answer) => {
      // Vite takes its `base` off; the request line knows the whole address.
      if (message.originalUrl !== undefined) message.url = message.originalUrl;
      if (inspector.answer(message, response, app)) return;
      void loadForRequest(app, message, response, () => answer(message, response));
    }, next);
  };
}

async function createAnswer(
  app: DevApp,
  { root, env, config }: OwnedApp,
  inspector: Inspector,
): Promise<Answer> {
  const keys = await loadKeys({
    env,
    file: join(root, ".edict/secrets/keys"),
    mayMake: true,
    randomBytes,
  });
  if (!keys.ok) throw new Error(keys.error);
  const log: LogSink = (entry) => {
    inspector.addEntry(entry);
    app.vite.config.logger[entry.level](printEntry(entry), { timestamp: true });
  };
  const handler = createRequestHandler(() => loadDevBuild(app), {
    ...requestOptions(config),
    origins: [...config.origins, ...devOrigins(app.vite)],
    keys: keys.value.ring,
    development: true,
    log,
    onActionEnd: (run) => {
      inspector.addRun(run);
      app.vite.config.logger.info(describeRun(run), { timestamp: true });
    },
  });
  return createMiddleware(handler, log);
}
