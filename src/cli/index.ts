import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.ts";
import { createTerminal } from "./terminal.ts";

/** Runs the command line of this process and sets its exit code. */
export async function runProcess(): Promise<void> {
  const code = await runCommand(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    terminal: createTerminal(process.stdout, process.stderr, process.env),
    packageRoot: fileURLToPath(new URL("../../", import.meta.url)),
    changeDirectory: (folder) => process.chdir(folder),
    onStrayRejection: (report) => process.on("unhandledRejection", report),
    untilStopped,
  });
  await flushed(process.stdout);
  // Bundlers leave workers and watchers behind; the command is done.
  process.exit(code);
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
}

/** Waits until a pipe took everything: `process.exit` drops what is still queued. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
