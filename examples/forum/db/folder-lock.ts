import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Another running process holds the folder. */
export class FolderInUse extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(`process ${pid} has it open`);
    this.name = "FolderInUse";
    this.pid = pid;
  }
}

/**
 * Takes the lock file, or throws `FolderInUse`; returns what gives it back.
 * PGlite has no lock of its own, and two processes on one folder destroy it.
 */
export function lockFolder(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  if (!take(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && holder !== process.pid && isRunning(holder))
      throw new FolderInUse(holder);
    // Left behind by a process that was killed. Our own number in it comes from an earlier container.
    rmSync(file, { force: true });
    if (!take(file)) throw new FolderInUse(holderOf(file) ?? 0);
  }
  const release = (): void => {
    if (holderOf(file) === process.pid) rmSync(file, { force: true });
    process.off("exit", release);
  };
  process.on("exit", release);
  return release;
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8").trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
