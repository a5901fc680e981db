import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { hasCode } from "../base/index.ts";

/** Three numbers of a version. */
export type VersionNumbers = readonly [major: number, minor: number, patch: number];

/** Finds the version of a package as code in `folder` would load it; undefined where it is not installed. */
export async function installedVersion(folder: string, name: string): Promise<string | undefined> {
  const require = createRequire(join(folder, "package.json"));
  let file: string;
  try {
    file = require.resolve(`${name}/package.json`);
  } catch (error) {
    if (hasCode(error, "MODULE_NOT_FOUND")) return undefined;
    throw error;
  }
  const manifest: unknown = JSON.parse(await readFile(file, "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : undefined;
}

/** Tells whether a version is `oldest` or later; a pre-release counts as what comes before its version. */
export function isAtLeast(version: string, oldest: VersionNumbers): boolean {
  const found = /^v?(\d+)\.(\d+)\.(\d+)(-)?/.exec(version);
  if (found === null) return false;
  const difference = oldest
    .map((part, index) => Number(found[index + 1]) - part)
    .find((each) => each !== 0);
  return difference === undefined ? found[4] === undefined : difference > 0;
}
