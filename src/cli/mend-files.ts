import { readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { err, hasCode, ok, type Result } from "../base/index.ts";
import { applyFixes, lintModule } from "../compiler/index.ts";
import type { Diagnostic } from "../errors/index.ts";
import type { Finding } from "./format-findings.ts";
import { replaceFile } from "./replace-file.ts";

/** What is mended, and how it is checked. */
export interface MendOptions {
  /** The app's folder, absolute and without symbolic links; nothing outside of it is written. */
  readonly root: string;
  /** Checks the app as it is on disk now. */
  readonly check: () => Promise<readonly Finding[]>;
}

/** What mending came to. */
export interface Mending {
  /** What was mended, in the order in which it was written; places are those before. */
  readonly mended: readonly Diagnostic[];
  /** What is found now. */
  readonly left: readonly Finding[];
  /** Files that were left alone. */
  readonly skipped: readonly SkippedFile[];
}

/** A file with fixes that were not written. */
export interface SkippedFile {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** A sentence. */
  readonly reason: string;
}

/** One mend may uncover the next; more rounds than this no chain of them needs. */
const maxRounds = 10;

/** Writes the fixes of all findings into their files, and checks again, until none is left that can be mended. */
export async function mendFiles({ root, check }: MendOptions): Promise<Mending> {
  const mended: Diagnostic[] = [];
  const skipped = new Map<string, SkippedFile>();
  let left = await check();
  for (let round = 0; round < maxRounds; round += 1) {
    let written = 0;
    for (const [file, findings] of fixableFiles(left)) {
      if (skipped.has(file)) continue;
      const result = await mendFile(root, file, findings);
      if (!result.ok) skipped.set(file, { file, reason: result.error });
      else {
        mended.push(...result.value);
        written += result.value.length;
      }
    }
    if (written === 0) break;
    left = await check();
  }
  return { mended, left, skipped: [...skipped.values()] };
}

function fixableFiles(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { fix, file } = finding.diagnostic;
    if (fix !== undefined) files.set(file, [...(files.get(file) ?? []), finding]);
  }
  return files;
}

async function mendFile(
  root: string,
  file: string,
  findings: readonly Finding[],
): Promise<Result<readonly Diagnostic[], string>> {
  const source = findings[0]?.source ?? "";
  const path = await ownPath(root, file);
  if (path === undefined) return err("It is not a file of this folder.");
  const { code, applied } = applyFixes(
    source,
    findings.map(({ diagnostic }) => diagnostic),
  );
  if (applied.length === 0) return ok([]);
  if (faultsOf(code, path) > faultsOf(source, path))
    return err("It would not parse with its fixes; mend it by hand.");
  const bytes = await readFile(path);
  const { mode, uid, gid } = await stat(path);
  if (!bytes.equals(Buffer.from(source)))
    return err(
      bytes.toString("utf8") === source
        ? "It is not written in UTF-8."
        : "It changed while it was checked. Run the command again.",
    );
  if ((mode & 0o222) === 0) return err("It is read-only.");
  const problem = await replaceFile(path, code, { mode, uid, gid });
  return problem === undefined ? ok(applied) : err(problem);
}

/** The real path of a file of the app; undefined for one that is gone, a dependency's, or elsewhere, also through a link. */
async function ownPath(root: string, file: string): Promise<string | undefined> {
  const path = await realpath(join(root, file)).catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (path === undefined) return undefined;
  const inside = relative(root, path);
  const steps = inside.split(/[/\\]/);
  return isAbsolute(inside) || steps[0] === ".." || steps.includes("node_modules")
    ? undefined
    : path;
}

function faultsOf(code: string, filename: string): number {
  return lintModule({ code, filename }).filter((found) => found.code === "syntax-error").length;
}
