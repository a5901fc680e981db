import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { unreachable } from "../base/index.ts";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { helpText } from "./help-text.ts";
import { parseCommand, type ParsedCommand } from "./parse-command.ts";

/** Runs one command line (without `node` and the script) and gives its exit code; what breaks is reported, never thrown. */
export async function runCommand(
  args: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const parsed = parseCommand(args);
  if (!parsed.ok) {
    terminal.report(`${terminal.style("red", parsed.error)}\nedict --help lists the commands.`);
    return 2;
  }
  try {
    return await dispatch(parsed.value, context);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.report(terminal.style("red", text));
    return 1;
  }
}

// Commands are loaded on demand: the help does not wait for Vite, nor a production server.
async function dispatch(command: ParsedCommand, context: CommandContext): Promise<ExitCode> {
  switch (command.kind) {
    case "help":
      context.terminal.print(helpText(command.of));
      return 0;
    case "version":
      context.terminal.print(await packageVersion(context.packageRoot));
      return 0;
    case "new":
      return (await import("./commands/new-app.ts")).newApp(command, context);
    case "dev":
      return (await import("./commands/dev.ts")).dev(command, context);
    case "build":
      return (await import("./commands/build.ts")).build(command, context);
    case "start":
      return (await import("./commands/start.ts")).start(command, context);
    case "check":
      return (await import("./commands/check.ts")).check(command, context);
    case "inspect":
      return command.cache
        ? (await import("./commands/inspect-cache.ts")).inspectCache(command, context)
        : (await import("./commands/inspect.ts")).inspect(command, context);
    case "doctor":
      return (await import("./commands/doctor.ts")).doctor(command, context);
    case "keys":
      return (await import("./commands/keys.ts")).keys(command, context);
    case "explain":
      return (await import("./commands/explain.ts")).explain(command, context);
    default:
      return unreachable(command);
  }
}

async function packageVersion(packageRoot: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest)
    return String(manifest.version);
  throw new Error(`${join(packageRoot, "package.json")} has no version`);
}
