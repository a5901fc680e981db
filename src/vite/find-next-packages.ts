import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findPackage } from "./find-package.ts";

/**
 * Finds the packages of an app that import `next/…` themselves, by what they say they need: they are bundled, because only
 * there such a name has a meaning. Those that the app names are looked at, not what these need in turn.
 */
export function findNextPackages(root: string): string[] {
  const names = namesIn(join(root, "package.json"), ["dependencies", "devDependencies"]);
  return names.filter((name) => {
    const folder = name === "next" ? undefined : findPackage(name, root);
    if (folder === undefined) return false;
    return namesIn(join(folder, "package.json"), ["dependencies", "peerDependencies"]).includes(
      "next",
    );
  });
}

/** The packages that fields of a manifest name. Who wrote it may have written anything. */
function namesIn(file: string, fields: readonly string[]): string[] {
  const manifest: unknown = existsSync(file) ? readJson(file) : {};
  if (typeof manifest !== "object" || manifest === null) return [];
  return Object.entries(manifest).flatMap(([field, value]: [string, unknown]) =>
    fields.includes(field) && typeof value === "object" && value !== null ? Object.keys(value) : [],
  );
}

/** @throws Error that names the file, where it is no JSON */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${String(error)}`, { cause: error });
  }
}
