import { existsSync } from "node:fs";
import { join } from "node:path";

/** Finds the `jsconfig.json` of the app at `root`, which stands in for `tsconfig.json` where there is none, as in Next; absolute. */
export function findJsconfig(root: string): string | undefined {
  const path = join(root, "jsconfig.json");
  return existsSync(join(root, "tsconfig.json")) || !existsSync(path) ? undefined : path;
}
