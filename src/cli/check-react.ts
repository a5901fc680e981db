import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The oldest React that is served: older ones let a request run code on the server, or lack what we call. */
const oldest = [19, 3, 1] as const;

/** Tells what is wrong with the `react` and `react-dom` of the app at `root`, with the command that mends it; undefined when both will do. */
export async function checkReact(root: string): Promise<string | undefined> {
  const require = createRequire(join(root, "package.json"));
  for (const name of ["react", "react-dom"]) {
    const version = await installedVersion(require, name);
    if (version === undefined)
      return `${name} is not installed in ${root}. Run: npm install react@^${oldest.join(".")} react-dom@^${oldest.join(".")}`;
    if (!isNewEnough(version))
      return `${name} ${version} is installed in ${root}; ${oldest.join(".")} or a later 19 is needed, because older ones have known security holes. Run: npm install react@^${oldest.join(".")} react-dom@^${oldest.join(".")}`;
  }
  return undefined;
}

async function installedVersion(
  require: NodeJS.Require,
  name: string,
): Promise<string | undefined> {
  let file: string;
  try {
    file = require.resolve(`${name}/package.json`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")
      return undefined;
    throw error;
  }
  const manifest: unknown = JSON.parse(await readFile(file, "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : undefined;
}

/** Compares a version with the oldest one; a pre-release counts as what comes before its version. */
export function isNewEnough(version: string): boolean {
  const found = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(version);
  if (found === null) return false;
  const parts = [Number(found[1]), Number(found[2]), Number(found[3])];
  const isPrerelease = found[4] !== undefined;
  if (parts[0] !== oldest[0]) return false;
  const difference = oldest
    .map((part, index) => (parts[index] ?? 0) - part)
    .find((each) => each !== 0);
  return difference === undefined ? !isPrerelease : difference > 0;
}
