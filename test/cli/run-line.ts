import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { CommandContext, ExitCode } from "../../src/cli/command-context.ts";
import { runCommand } from "../../src/cli/run-command.ts";
import { createTerminal } from "../../src/cli/terminal.ts";

/** Root of this repository. */
export const packageRoot: string = fileURLToPath(new URL("../../", import.meta.url));

/** An app folder with these files until the test ends; the packages of this repository can be found from it. */
export async function appWith(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "edict-cli-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await symlink(join(packageRoot, "node_modules"), join(root, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** What a command line came to. */
export interface Run {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** What a command line is given beside its folder; by default no variables and no terminal. */
export interface GivenContext extends Partial<Pick<CommandContext, "env" | "packageRoot">> {
  /** Width of a terminal that standard output is. */
  readonly columns?: number;
}

/** Runs one command line in this process; the app's folder is written `<app>` in what it printed. */
export async function run(
  line: string,
  cwd: string = packageRoot,
  given: GivenContext = {},
): Promise<Run> {
  const [out, err]: [string[], string[]] = [[], []];
  const env = given.env ?? {};
  const code = await runCommand(line.split(" "), {
    cwd,
    env,
    packageRoot: given.packageRoot ?? packageRoot,
    terminal: createTerminal(
      { write: (text) => out.push(text), ...terminalOf(given.columns) },
      { write: (text) => err.push(text) },
      env,
    ),
    changeDirectory: () => undefined,
    onStray: () => undefined,
    untilStopped: () => Promise.resolve(),
  });
  const clean = (text: string): string => text.replaceAll(cwd, "<app>");
  return { code, out: clean(out.join("")), err: clean(err.join("")) };
}

function terminalOf(columns: number | undefined): { isTTY?: boolean; columns?: number } {
  return columns === undefined ? {} : { isTTY: true, columns };
}
