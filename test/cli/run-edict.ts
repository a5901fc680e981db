import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExitCode } from "../../src/cli/command-context.ts";
import { runCommand } from "../../src/cli/run-command.ts";
import { createTerminal } from "../../src/cli/terminal.ts";

const packageRoot = fileURLToPath(new URL("../../", import.meta.url));

/** A root layout and a page, as every app has them. */
export const smallestApp = {
  "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
  "app/page.tsx": "export default () => <p>Hi</p>;",
} as const;

/** Makes an app folder with these files, from which the packages of this repository are found; removed by the caller. */
export async function appFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "edict-app-")));
  await symlink(join(packageRoot, "node_modules"), join(root, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** What a command line came to. */
export interface CommandEnd {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** What a command line runs in; by default no terminal and no variables. */
export interface CommandPlace {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of a terminal that standard output is. */
  readonly columns?: number;
}

/** Runs a command line in this process; `args` are separated by blanks. */
export async function runEdict(args: string, place: CommandPlace = {}): Promise<CommandEnd> {
  const [out, err]: [string[], string[]] = [[], []];
  const env = { ...place.env };
  const { columns } = place;
  const code = await runCommand(args.split(" "), {
    cwd: place.cwd ?? packageRoot,
    env,
    packageRoot,
    terminal: createTerminal(
      {
        write: (text) => out.push(text),
        ...(columns === undefined ? {} : { isTTY: true, columns }),
      },
      { write: (text) => err.push(text) },
      env,
    ),
    changeDirectory: () => undefined,
    onStray: () => undefined,
    untilStopped: () => Promise.resolve(),
  });
  return { code, out: out.join(""), err: err.join("") };
}
