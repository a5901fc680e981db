import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { err, hasCode, ok, type Result } from "../base/index.ts";
import { loadConfig, type ConfigProblem, type ResolvedConfig } from "../config/index.ts";
import type { FileFinding } from "../vite/check/index.ts";
import { checkReact } from "./check-react.ts";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { configFindings } from "./config-findings.ts";
import { explainNoApp } from "./explain-no-app.ts";
import { formatFindings } from "./format-findings.ts";
import type { Terminal } from "./terminal.ts";

/** An app that a command works on. */
export interface OpenedApp {
  /** Absolute; the process's own folder by now. */
  readonly root: string;
  readonly config: ResolvedConfig;
  /** Its configuration file, relative to `root`; undefined without one. */
  readonly configFile: string | undefined;
  /** What is wrong with its configuration file, as it is now; printed already, except for `check`. */
  readonly checkConfig: () => Promise<FileFinding[]>;
}

/** How an app is opened. */
export interface OpenOptions {
  readonly dir: string;
  readonly command: "dev" | "build" | "start" | "check";
  /** `check` reads code only. */
  readonly needsReact: boolean;
}

/** Goes into the app's folder and reads its configuration. The error was reported, and is the exit code. */
export async function openApp(
  { dir, command, needsReact }: OpenOptions,
  context: CommandContext,
): Promise<Result<OpenedApp, ExitCode>> {
  const { terminal } = context;
  const root = await findFolder(dir, context);
  if (root === undefined) return err(2);
  if (command !== "start" && !hasRoutes(root)) {
    terminal.report(terminal.style("red", await explainNoApp({ dir, root, command })));
    return err(1);
  }
  const wrongReact = needsReact ? await checkReact(root) : undefined;
  if (wrongReact !== undefined) {
    terminal.report(terminal.style("red", wrongReact));
    return err(1);
  }
  context.changeDirectory(root);
  const mode = command === "dev" ? "development" : "production";
  const loaded = await loadConfig(root, { command, mode, env: context.env });
  const findings = await configFindings(root, loaded);
  const notes = loaded.problems.filter(
    ({ code, source }) => code === undefined || source !== loaded.file,
  );
  reportConfig(notes, terminal);
  if (command !== "check") reportFindings(findings, terminal);
  const isWrong = findings.some(({ diagnostic }) => diagnostic.severity === "error");
  const isStopped = notes.some(({ severity }) => severity === "error");
  return isStopped || (isWrong && command !== "check")
    ? err(1)
    : ok({
        root,
        config: loaded.config,
        configFile: loaded.file,
        checkConfig: () => configFindings(root, loaded, findings),
      });
}

/** Tells whether a folder has one of routes. */
export function hasRoutes(root: string): boolean {
  return ["app", "src/app"].some((folder) => existsSync(join(root, folder)));
}

/** Finds the folder a command was given; reports and gives undefined where there is none. */
export async function findFolder(
  dir: string,
  { cwd, terminal }: Pick<CommandContext, "cwd" | "terminal">,
): Promise<string | undefined> {
  const root = isAbsolute(dir) ? dir : resolve(cwd, dir);
  const entry = await stat(root).catch((error: unknown) => {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  });
  // Bundlers name modules by their real paths: the root must be a beginning of them.
  if (entry?.isDirectory() === true) return realpath(root);
  terminal.report(
    terminal.style(
      "red",
      entry === undefined ? `There is no folder ${root}.` : `${root} is not a folder.`,
    ),
  );
  return undefined;
}

function reportFindings(findings: readonly FileFinding[], terminal: Terminal): void {
  const text = formatFindings(findings, "pretty", terminal.color);
  if (text !== "") terminal.report(text);
}

function reportConfig(problems: readonly ConfigProblem[], terminal: Terminal): void {
  for (const { severity, source, message } of problems) {
    const tone = severity === "error" ? "red" : "yellow";
    terminal.report(
      `${terminal.style(tone, `${severity}:`)} ${source === "" ? "" : `${source}: `}${message}`,
    );
  }
}
