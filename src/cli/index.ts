import { fileURLToPath } from "node:url";
import type { CommandContext } from "./command-context.ts";
import { optimiseLess } from "./optimise-less.ts";
import { runCommand } from "./run-command.ts";
import { createTerminal } from "./terminal.ts";
import { linkToSupervisor } from "./workers/supervisor-link.ts";

/** Runs the command line of this process and sets its exit code. */
export async function runProcess(): Promise<void> {
  const supervisor = linkToSupervisor(process);
  const args = process.argv.slice(2);
  if (args[0] === "check") optimiseLess();
  const code = await runCommand(args, {
    cwd: process.cwd(),
    env: process.env,
    terminal: createTerminal(process.stdout, process.stderr, process.env),
    packageRoot: fileURLToPath(new URL("../../", import.meta.url)),
    changeDirectory: (folder) => process.chdir(folder),
    onStray,
    untilStopped: supervisor?.untilStopped ?? untilStopped,
    ...(supervisor === undefined ? {} : { supervisor }),
  });
  await flushed(process.stdout);
  // Bundlers leave workers and watchers behind; the command is done.
  process.exit(code);
}

function onStray(report: Parameters<CommandContext["onStray"]>[0]): void {
  process.on("unhandledRejection", (reason) => report(reason, "rejection"));
  process.on("uncaughtException", (error) => report(error, "exception"));
  // A stream that broke is nothing to report: the report would go to it, and break it again, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of ["SIGTERM", "SIGINT"]) process.off(signal, stop);
      // As a shell reports a command that SIGINT ended.
      process.on("SIGINT", () => process.exit(130));
      // Asked again, a process that ends ends no sooner.
      process.on("SIGTERM", () => undefined);
      resolve();
    };
    for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);
  });
}

/** Waits until a pipe took everything: `process.exit` drops what is still queued. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
