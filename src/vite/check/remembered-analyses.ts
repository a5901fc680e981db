import { createHash, hash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import {
  isProxyFile,
  type AnalyseSettings,
  type AnalysisCache,
  type AppFile,
  type FileAnalysis,
} from "../../compiler/index.ts";
import { modulePath } from "../app-modules.ts";
import { buildFolders } from "../vite-paths.ts";

/** What one file came to, without its text. */
interface Remembered {
  /** Of the text that it was read from. */
  readonly digest: string;
  readonly analysis: Omit<FileAnalysis, "code">;
}

/** The contents of the file that is written. */
interface Written {
  /** Everything but its text that the analysis of a file depends on. */
  readonly stamp: string;
  /** By absolute path. */
  readonly files: ReadonlyMap<string, Remembered>;
}

/** Smaller apps are read faster than their loss would be noticed. */
const fewestFiles = 100;

const fileOf = (root: string): string => join(root, buildFolders.cache, "check");

/**
 * Fills a cache with what an earlier check of the app wrote down of files whose text is still the same; tells whether that
 * was everything. What cannot be read counts as not written.
 */
export function recallAnalyses(
  files: readonly AppFile[],
  settings: AnalyseSettings,
  cache: AnalysisCache,
): boolean {
  if (files.length < fewestFiles) return true;
  const written = readWritten(fileOf(settings.root));
  if (written?.stamp !== stampOf(settings)) return false;
  const rememberable = withoutProxy(files, settings);
  let recalled = 0;
  for (const { file, code } of rememberable) {
    const known = written.files.get(file);
    if (known?.digest !== digestOf(code)) continue;
    cache.files.set(file, { ...known.analysis, code });
    recalled += 1;
  }
  return recalled === rememberable.length && recalled === written.files.size;
}

/** Writes down what a check read of an app, in one step; an app whose folder cannot be written to has no memory. */
export function rememberAnalyses(
  files: readonly AppFile[],
  settings: AnalyseSettings,
  cache: AnalysisCache,
): void {
  const remembered = new Map<string, Remembered>();
  for (const { file, code } of withoutProxy(files, settings)) {
    const known = cache.files.get(file);
    if (known?.code !== code) continue;
    const { code: _, ...analysis } = known;
    remembered.set(file, { digest: digestOf(code), analysis });
  }
  const written: Written = { stamp: stampOf(settings), files: remembered };
  try {
    writeInOneStep(fileOf(settings.root), serialize(written));
  } catch (error) {
    if (!isOfFiles(error)) throw error;
  }
}

function writeInOneStep(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The facts of a proxy hold functions, which cannot be written. */
function withoutProxy(files: readonly AppFile[], settings: AnalyseSettings): readonly AppFile[] {
  return files.filter(({ file }) => !isProxyFile(modulePath(settings, file)));
}

function readWritten(file: string): Written | undefined {
  try {
    const read: unknown = deserialize(readFileSync(file));
    // Written by this version, or its stamp is another.
    return isWritten(read) ? read : undefined;
  } catch {
    return undefined; // none yet, or one that is damaged
  }
}

function isWritten(read: unknown): read is Written {
  if (typeof read !== "object" || read === null || !("stamp" in read && "files" in read))
    return false;
  return typeof read.stamp === "string" && read.files instanceof Map;
}

/** Read-only, full, or no folder at all: a check that has found what it found does not fail for its memory. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

const digestOf = (code: string): string => hash("sha256", code, "base64url");

/** Whoever reads files otherwise finds other things in them: every line of it counts, and the parser. Times differ with each install. */
function stampOf({ root, docsUrl = "", development = false }: AnalyseSettings): string {
  const stamp = createHash("sha256");
  stamp.update(JSON.stringify([process.versions.v8, root, docsUrl, development]));
  const source = fileURLToPath(new URL("../..", import.meta.url));
  for (const file of [join(source, "../package.json"), ...readers.flatMap(filesIn(source))])
    stamp.update(readFileSync(file)).update("\0");
  return stamp.digest("base64url");
}

/** The rooms that analyses are made by. */
const readers = ["base", "errors", "protocol", "routing", "compiler"];

const filesIn =
  (source: string) =>
  (room: string): string[] =>
    readdirSync(join(source, room), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
