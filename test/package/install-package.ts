import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Builds the package into a folder of its own, packs it as for publishing, and unpacks the tarball as npm does.
 * Returns a folder whose `node_modules` has it and what it depends on; to be removed by the caller.
 */
export async function installPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "edict-installed-"));
  const source = join(folder, "source");
  await mkdir(source);
  // Types are held by their own gate.
  const emit = ["-p", "tsconfig.build.json", "--noCheck", "--outDir", join(source, "dist")];
  const ownMemory = ["--tsBuildInfoFile", join(folder, "tsbuildinfo")];
  await run(resolve("node_modules/.bin/tsc"), [...emit, ...ownMemory]);
  const types = "next/next-types.d.ts";
  await cp(join("src", types), join(source, "dist", types));
  await run(process.execPath, ["scripts/bundle-package.mjs", join(source, "dist")]);
  for (const name of [
    "package.json",
    "bin",
    "docs",
    "starter",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "SECURITY.md",
  ])
    await cp(resolve(name), join(source, name), { recursive: true });
  const packed = await run("npm", ["pack", "--ignore-scripts", "--silent"], { cwd: source });
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "edict"), { recursive: true });
  const tarball = join(source, packed.stdout.trim());
  await run("tar", ["-xzf", tarball, "-C", join(modules, "edict"), "--strip-components=1"]);
  for (const name of await dependencyNames()) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(resolve("node_modules", name), join(modules, name));
  }
  return folder;
}

async function dependencyNames(): Promise<string[]> {
  const manifest: unknown = JSON.parse(await readFile("package.json", "utf8"));
  if (typeof manifest !== "object" || manifest === null)
    throw new Error("package.json is no object");
  const { dependencies, peerDependencies } = manifest as Record<string, object>; // npm checks their shape
  return [...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies ?? {})];
}
