import { basename, relative, resolve, sep } from "node:path";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { shellWord } from "../shell-word.ts";
import { findPackageSource, type PackageSource } from "../starter/find-package-source.ts";
import { claimFolder, placeFiles } from "../starter/place-files.ts";
import { readOwnManifest, readStarter, type StarterFile } from "../starter/read-starter.ts";
import { starterManifest } from "../starter/starter-manifest.ts";

/** Makes a small app to start from in an empty folder, and says what to run next; runs nothing itself. */
export async function newApp(
  { dir }: { readonly dir: string },
  context: CommandContext,
): Promise<ExitCode> {
  const { cwd, packageRoot, terminal } = context;
  const fail = (message: string): ExitCode => {
    terminal.report(terminal.style("red", message));
    return 1;
  };
  const claimed = await claimFolder(resolve(cwd, dir));
  if (!claimed.ok) return fail(claimed.error);
  const { root, release } = claimed.value;
  try {
    const source = await findPackageSource(packageRoot);
    const files = await starterFiles(root, source, packageRoot);
    const problem = await placeFiles(root, files);
    if (problem !== undefined) {
      await release();
      return fail(problem);
    }
    terminal.print(`${terminal.stylePrint("green", "Made")} ${dir}`);
    for (const { path } of files) terminal.print(`  ${path}`);
    terminal.print(`\nNext:\n${nextCommands(dir, source, context).join("\n")}`);
    return 0;
  } catch (error) {
    await release();
    throw error;
  }
}

async function starterFiles(
  root: string,
  source: PackageSource,
  packageRoot: string,
): Promise<StarterFile[]> {
  const own = await readOwnManifest(packageRoot);
  const edict = specOf(source, root, own.version);
  const manifest = starterManifest({ folder: basename(root), edict, own });
  return [...(await readStarter(packageRoot)), { path: "package.json", text: manifest }].toSorted(
    (a, b) => (a.path < b.path ? -1 : 1),
  );
}

/** What the app asks npm for as `edict`. */
function specOf(source: PackageSource, root: string, version: string): string {
  switch (source.kind) {
    case "tarball":
      return `file:${relative(root, source.file).split(sep).join("/")}`;
    case "address":
      return source.address;
    case "unknown":
      // Beside the app's package.json, where the first of the next commands writes it.
      return `file:edict-${version}.tgz`;
  }
}

function nextCommands(dir: string, source: PackageSource, context: CommandContext): string[] {
  const { cwd, packageRoot } = context;
  const isElsewhere = resolve(cwd, dir) !== resolve(cwd);
  return [
    ...(isElsewhere ? [`cd ${shellWord(dir)}`] : []),
    ...(source.kind === "unknown" ? [`npm pack ${shellWord(resolve(packageRoot))}`] : []),
    "npm install",
    "npm run dev",
  ].map((line) => `  ${line}`);
}
