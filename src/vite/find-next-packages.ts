import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds the packages of an app that import `next/…` themselves, by what they say they need: they are bundled, because only
 * there such a name has a meaning. Those that the app names are looked at, not what these need in turn.
 */
export function findNextPackages(root: string): string[] {
  const own = readManifest(join(root, "package.json"));
  const names = [...Object.keys(own.dependencies ?? {}), ...Object.keys(own.devDependencies ?? {})];
  return names.filter((name) => {
    const file = name === "next" ? undefined : manifestOf(name, root);
    if (file === undefined) return false;
    const { dependencies = {}, peerDependencies = {} } = readManifest(file);
    return "next" in dependencies || "next" in peerDependencies;
  });
}

/** What is read of a package's manifest; npm holds the fields to these shapes. */
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function readManifest(file: string): Manifest {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {};
}

function manifestOf(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const file = join(at, "node_modules", name, "package.json");
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}
