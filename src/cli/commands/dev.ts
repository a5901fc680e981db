import { randomBytes } from "node:crypto";
import { join } from "node:path";
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
import { openApp } from "../open-app.ts";
import { openStorage } from "../open-storage.ts";
import { reportStray } from "../report-stray.ts";
import type { ListenOptions } from "./start.ts";

/** Serves an app from its source until the process is asked to end. */
export async function dev(options: ListenOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal, env } = context;
  const fail = (message: string): ExitCode => {
    terminal.report(terminal.style("red", message));
    return 1;
  };
  // React and Vite choose their development code by it.
  env["NODE_ENV"] = "development";
  const app = await openApp({ dir: options.dir, command: "dev", needsReact: true }, context);
  if (!app.ok) return app.error;
  const { root, config } = app.value;
  const { host } = options;
  const port = await choosePort(options.port, host);
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
  context.onStray((thrown, kind) => reportStray(thrown, kind, terminal));
  const server = await startDevServer({
    root,
    env,
    host,
    port,
    docsUrl: config.docsUrl,
    rules: config.rules,
    dispatch: config.serverActions.dispatch,
    color: terminal.color,
    log: (line) => terminal.report(line),
    server: serverOptions,
  });
  if (!server.ok) return fail(describeListenProblem(server.error));
  terminal.print(`${terminal.stylePrint("green", "Ready")} on ${server.value.url}`);
  await context.untilStopped();
  await server.value.close();
  await store.value.close();
  return 0;
}

/** An address that was named is an origin of its own; "all addresses" is none. */
function addressOrigins(host: string, port: number): string[] {
  const isAny = host === "0.0.0.0" || host === "::";
  if (isAny || isLoopback(host)) return [];
  return [`http://${host.includes(":") ? `[${host}]` : host}:${port}`];
}
