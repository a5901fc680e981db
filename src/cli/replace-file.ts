import { randomBytes } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What stays of a file whose text is replaced. */
export interface FileOwnership {
  /** Permission bits, e.g. 0o644. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Replaces a file's text in one step: whoever reads it meets the old text or the new one, also when the process ends
 * in between. Gives a sentence where the system does not let it.
 */
export async function replaceFile(
  file: string,
  text: string,
  keep: FileOwnership,
): Promise<string | undefined> {
  const name = `.${basename(file)}.${randomBytes(6).toString("hex")}.tmp`;
  const temporary = join(dirname(file), name);
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await fill(handle, text, keep);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return undefined;
  } catch (error) {
    await rm(temporary, { force: true });
    if (
      error instanceof Error &&
      "code" in error &&
      /^(?:EACCES|EPERM|EROFS)$/.test(String(error.code))
    )
      return `It may not be written here (${String(error.code)}).`;
    throw error;
  }
}

async function fill(handle: FileHandle, text: string, keep: FileOwnership): Promise<void> {
  await handle.writeFile(text, "utf8");
  // Only the administrator may give a file away; it must not take everyone's files either.
  if (process.getuid?.() === 0) await handle.chown(keep.uid, keep.gid);
  await handle.chmod(keep.mode & 0o7777);
  await handle.sync();
}
