import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { err, hasCode, ok, type Result } from "../base/index.ts";
import type { PageRendering } from "../vite/index.ts";
import type { ActionSettings } from "../protocol/index.ts";

/** A file of a build that may be served. */
export interface BuiltFile {
  /** URL path, e.g. `/_edict/entry-3f2a.js`. */
  readonly path: string;
  /** Relative to the app's root. */
  readonly file: string;
  readonly immutable: boolean;
}

/** An action as `edict inspect` shows it. */
export interface InspectedAction {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly kind: "module" | "inline";
  readonly captures: readonly string[];
  readonly usedBy: readonly string[];
  /** What it sets for itself; absent when nothing. */
  readonly settings?: ActionSettings;
}

/** A route as `edict inspect` shows it. */
export interface InspectedRoute {
  readonly pattern: string;
  readonly kind: "page" | "handler";
  readonly file: string;
  readonly methods?: readonly string[];
  readonly rendering?: PageRendering;
}

/** `.edict/build/manifest.json`, as `edict build` writes it. */
export interface BuiltApp {
  readonly buildId: string;
  readonly appId?: string;
  readonly static: readonly BuiltFile[];
  readonly inspection: {
    readonly actions: readonly InspectedAction[];
    readonly routes: readonly InspectedRoute[];
  };
}

const manifestPath = ".edict/build/manifest.json";

/** Reads the manifest of the build at `root`; the error is a sentence that says what to do. */
export async function readBuild(root: string): Promise<Result<BuiltApp, string>> {
  const text = await readFile(join(root, manifestPath), "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (text === undefined) return err(`There is no build in ${root}. Run: edict build`);
  const manifest = parseJson(text);
  return isBuiltApp(manifest)
    ? ok(manifest)
    : err(`${join(root, manifestPath)} is damaged, or of another version. Run: edict build`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Checks the outline; what is inside was written by the build of the same version. */
function isBuiltApp(value: unknown): value is BuiltApp {
  if (typeof value !== "object" || value === null) return false;
  if (!("buildId" in value && "static" in value && "inspection" in value)) return false;
  const { buildId, static: files, inspection } = value;
  return (
    typeof buildId === "string" &&
    Array.isArray(files) &&
    typeof inspection === "object" &&
    inspection !== null &&
    "actions" in inspection &&
    Array.isArray(inspection.actions) &&
    "routes" in inspection &&
    Array.isArray(inspection.routes)
  );
}
