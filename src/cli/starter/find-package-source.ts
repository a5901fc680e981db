import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { hasCode } from "../../base/index.ts";

/** What an app can install to get this very copy of Edict. */
export type PackageSource =
  /** Absolute path of a tarball. */
  | { readonly kind: "tarball"; readonly file: string }
  /** An address as npm wrote it down, of a registry, a server or a repository. */
  | { readonly kind: "address"; readonly address: string }
  /** Nothing is known: a clone, or a copy that is no longer where it came from. */
  | { readonly kind: "unknown" };

/**
 * Finds what the running copy was installed from. Its name and version alone would be a guess: a registry may have
 * another package under that name.
 */
export async function findPackageSource(packageRoot: string): Promise<PackageSource> {
  const own = resolve(packageRoot);
  for (let folder = dirname(own); folder !== dirname(folder); folder = dirname(folder)) {
    if (!own.startsWith(join(folder, "node_modules") + sep)) continue;
    const spec = (await specOfLock(folder, own)) ?? (await specOfManifest(folder));
    const source = spec === undefined ? undefined : await readSpec(spec, folder);
    if (source !== undefined) return source;
  }
  return { kind: "unknown" };
}

/** npm notes beside what it installed where it came from. */
async function specOfLock(folder: string, own: string): Promise<string | undefined> {
  const lock = await readJson(join(folder, "node_modules/.package-lock.json"));
  const place = relative(folder, own).split(sep).join("/");
  return textAt(lock, ["packages", place, "resolved"]);
}

/** Other package managers keep notes of their own; what all read is what the project asked for. */
async function specOfManifest(folder: string): Promise<string | undefined> {
  const manifest = await readJson(join(folder, "package.json"));
  const asked =
    textAt(manifest, ["dependencies", "edict"]) ?? textAt(manifest, ["devDependencies", "edict"]);
  return asked?.startsWith("file:") === true ? asked : undefined;
}

async function readSpec(spec: string, folder: string): Promise<PackageSource | undefined> {
  if (spec.startsWith("file:")) {
    const file = resolve(folder, spec.slice("file:".length));
    return (await isFile(file)) ? { kind: "tarball", file } : undefined;
  }
  // Whoever commits the new app would commit a password with it.
  const url = URL.canParse(spec) ? new URL(spec) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "") return undefined;
  return { kind: "address", address: spec };
}

const missing = ["ENOENT", "ENOTDIR"];

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (hasCode(error, ...missing) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (hasCode(error, ...missing)) return false;
    throw error;
  }
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === "string" ? value : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return textAt(Reflect.get(value, key), rest);
}
