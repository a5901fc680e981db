import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { err, ok, type Result } from "../../base/index.ts";
import {
  isLoopback,
  loadKeys,
  printEntry,
  loopbackOrigins,
  resolveServerOptions,
  type LogSink,
  type ServerOptions,
} from "../../server/index.ts";
import { requestOptions } from "../../config/index.ts";
import { startDevServer } from "../../vite/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { choosePort, describeListenProblem } from "../listen-address.ts";
import { openApp, type OpenOptions } from "../open-app.ts";
import { openStorage } from "../open-storage.ts";
import { reportStray } from "../report-stray.ts";
import { createRestarts, type Restarts } from "../restarts.ts";
import { shownUrl } from "../shown-url.ts";
import { holdReports } from "../workers/hold-reports.ts";
import type { ListenOptions } from "./start.ts";

/** Serves an app from its source until the process is asked to end; what is read at the start is read anew when it changes. */
export async function dev(options: ListenOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal, env } = context;
  // React and Vite choose their development code by it.
  env["NODE_ENV"] = "development";
  const given = { ...env };
  const port = await choosePort(options.port, options.host);
  const stopped = context.untilStopped().then(() => "stopped" as const);
  context.onStray((thrown, kind) => reportStray(thrown, kind, terminal));
  for (;;) {
    const restarts = createRestarts({
      report: (line) => terminal.report(terminal.style("yellow", line)),
      // A configuration that is wrong changes nothing: the server that runs goes on.
      mayRestart: () => canBeOpened(options, context, given),
    });
    const running = await serveApp({ ...options, port }, context, restarts);
    if (!running.ok) return running.error;
    const reason = await Promise.race([stopped, restarts.wanted]);
    await running.value.close();
    if (reason === "stopped") return 0;
    restoreEnvironment(env, given);
  }
}

/** Tells whether the app can be opened as it is now; says itself why not. */
async function canBeOpened(
  options: ListenOptions,
  context: CommandContext,
  given: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const held = holdReports(context.terminal);
  const env = { ...given };
  const app = await openApp(opening(options), { ...context, env, terminal: held.terminal });
  held.release(app.ok ? "drop" : "show");
  return app.ok;
}

function opening({ dir }: ListenOptions): OpenOptions {
  return { dir, command: "dev", needsReact: true };
}

async function serveApp(
  options: ListenOptions,
  context: CommandContext,
  restarts: Restarts,
): Promise<Result<{ readonly close: () => Promise<void> }, ExitCode>> {
  const { terminal, env } = context;
  const fail = (message: string): Result<never, ExitCode> => {
    terminal.report(terminal.style("red", message));
    return err(1);
  };
  const app = await openApp(opening(options), context);
  if (!app.ok) return app;
  const { root, config } = app.value;
  const { host, port } = options;
  const keys = await loadKeys({
    env,
    file: join(root, ".edict/secrets/keys"),
    mayMake: true,
    randomBytes,
  });
  if (!keys.ok) return fail(keys.error);
  const log: LogSink = (entry) => terminal.report(printEntry(entry));
  const store = await openStorage(config, { root, isShared: false, keys: keys.value.ring, log });
  if (!store.ok) return fail(store.error);
  const serverOptions: ServerOptions = {
    ...requestOptions(config),
    // The machine's own address always serves in development, beside what production will be called.
    origins: [...config.origins, ...loopbackOrigins(port), ...addressOrigins(host, port)],
    keys: keys.value.ring,
    development: true,
    log,
    ...store.value.options,
  };
  const checked = resolveServerOptions(serverOptions);
  if (!checked.ok) return fail(checked.error);
  const server = await startDevServer({
    root,
    env,
    host,
    port,
    docsUrl: config.docsUrl,
    rules: config.rules,
    dispatch: config.serverActions.dispatch,
    mount: config,
    color: terminal.color,
    log: (line) => terminal.report(line),
    server: serverOptions,
    onOutdated: restarts.outdated,
  });
  if (!server.ok) return fail(describeListenProblem(server.error));
  terminal.print(
    `${terminal.stylePrint("green", "Ready")} on ${shownUrl(server.value.url, config)}`,
  );
  // Only this machine may see it, at an address of its own.
  if (isLoopback(host) || isAnyAddress(host))
    terminal.print(`Calls are listed at ${server.value.url}/_edict/`);
  return ok({
    close: async () => {
      await server.value.close();
      await store.value.close();
    },
  });
}

/** Takes what came from `.env` files out again: they are read anew, and what is set counts more than they. */
function restoreEnvironment(
  env: Record<string, string | undefined>,
  given: Readonly<Record<string, string | undefined>>,
): void {
  for (const name of Object.keys(env))
    if (!Object.hasOwn(given, name)) Reflect.deleteProperty(env, name);
}

/** An address that was named is an origin of its own; "all addresses" is none. */
function addressOrigins(host: string, port: number): string[] {
  if (isAnyAddress(host) || isLoopback(host)) return [];
  return [`http://${host.includes(":") ? `[${host}]` : host}:${port}`];
}

function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}
