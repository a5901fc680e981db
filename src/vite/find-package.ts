import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds a package as Node does for a module of `folder` (absolute): the nearest `node_modules` above that has it. Gives the folder
 * of the package; undefined where it is not installed.
 */
export function findPackage(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (dirname(at) === at) return undefined;
  }
}
