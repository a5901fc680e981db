import { execFile, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Edit, Removal } from "./threat-row.ts";

const bundle = promisify(execFile);

/** A build of the threat app, and the build of the package that serves it. */
export interface BuiltThreatApp {
  /** The app's folder, absolute. */
  readonly app: string;
  /** The package's `dist`, absolute. */
  readonly dist: string;
}

/** The id secret of the builds: fixed, so that a row can make the id of what is no endpoint. */
export const idSecret = "threats-0123456789abcdef-threats";

const source = resolve("test/fixtures/apps/threats");
// Below the repository, where its packages resolve; ignored by git and by linters.
const workshop = resolve("test/fixtures/apps");
const prefix = "tmp-threats-";
const staleMs = 3_600_000;

/** Builds the threat app once for this state of the package and the app, whoever asks first. */
export async function buildThreatApp(): Promise<BuiltThreatApp> {
  const dist = resolve("dist");
  const app = join(workshop, prefix + (await fingerprint([dist, source])));
  if (await exists(app)) return { app, dist };
  await removeOldBuilds();
  const made = `${app}-${randomUUID()}`;
  try {
    await copyApp(made);
    await build(made, resolve("."));
    await rename(made, app);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    // Another process was first; what it built is the same.
    if (!(await exists(app))) throw error;
  }
  return { app, dist };
}

/** A copy of the package without one of its checks. */
export interface WeakenedPackage extends BuiltThreatApp {
  readonly remove: () => Promise<void>;
}

/** Copies the built package and takes a check out of it; throws where an edit does not fit exactly once. */
export async function weakenPackage(
  { app, dist }: BuiltThreatApp,
  removal: Removal,
): Promise<WeakenedPackage> {
  const folder = join(workshop, `${prefix}without-${randomUUID()}`);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const weak = { dist: join(folder, "package/dist"), app: join(folder, "app") };
  try {
    await cp(dist, weak.dist, {
      recursive: true,
      filter: (path) => !/\.(?:d\.ts|map)$/.test(path),
    });
    for (const name of ["package.json", "bin"])
      await cp(resolve(name), join(folder, "package", name), { recursive: true });
    for (const edit of removal.edits) await applyEdit(weak.dist, edit);
    await bundle(process.execPath, ["scripts/bundle-package.mjs", weak.dist], { timeout: 60_000 });
    if (removal.rebuild !== true) return { app, dist: weak.dist, remove };
    await copyApp(weak.app);
    await mkdir(join(weak.app, "node_modules"));
    await symlink(join(folder, "package"), join(weak.app, "node_modules/edict"));
    await build(weak.app, join(folder, "package"));
    return { ...weak, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function applyEdit(dist: string, { file, find, replace }: Edit): Promise<void> {
  const text = await readFile(join(dist, file), "utf8");
  const found = text.split(find).length - 1;
  if (found !== 1)
    throw new Error(`dist/${file} has ${found} times what is to be taken out once: ${find}`);
  await writeFile(
    join(dist, file),
    text.replace(find, () => replace),
  );
}

async function copyApp(to: string): Promise<void> {
  await cp(source, to, { recursive: true, filter: (path) => !path.includes("/.edict") });
}

async function build(app: string, packageRoot: string): Promise<void> {
  const { NODE_ENV: _, VITEST: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(packageRoot, "bin/edict.js"), "build", app], {
    env: { ...inherited, NO_COLOR: "1", EDICT_ID_SECRET: idSecret },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null]; // the event's one argument
  if (code !== 0) throw new Error(`the threat app does not build (${code})\n${output}`);
}

async function removeOldBuilds(): Promise<void> {
  for (const name of await readdir(workshop)) {
    if (!name.startsWith(prefix)) continue;
    const { mtimeMs } = await stat(join(workshop, name));
    if (Date.now() - mtimeMs > staleMs)
      await rm(join(workshop, name), { recursive: true, force: true });
  }
}

/** Names the state of all files below folders, by their times and sizes. */
async function fingerprint(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.filter((each) => !each.includes("/.edict/")).toSorted()) {
      const { mtimeMs, size } = await stat(path);
      hash.update(`${path} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
