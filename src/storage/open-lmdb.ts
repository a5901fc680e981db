import { mkdirSync, statSync } from "node:fs";
import { open, type RootDatabase } from "lmdb";

/** A folder of LMDB that is open. */
export interface LmdbFolder {
  readonly root: RootDatabase<string, string>;
  /** Closes it when nobody else in this process has it open. */
  readonly close: () => Promise<void>;
}

interface Shared {
  readonly root: RootDatabase<string, string>;
  users: number;
}

const placeName = Symbol.for("edict.lmdb");

interface WithShared {
  [placeName]?: Map<string, Shared>;
}

/** Of the process: this package may be loaded twice. */
function sharedFolders(holder: WithShared): Map<string, Shared> {
  return (holder[placeName] ??= new Map());
}

/**
 * Opens a folder of LMDB, made where it is missing, for its owner only; once for all of this process who open it. Opened twice, the
 * two would wait for each other for ever: one holds the lock of the file while it waits for the main thread, on which the
 * other waits for the lock.
 * @param folder absolute
 * @param maxDbs how many tables it may have; counts for who opens it first
 */
export function openLmdb(folder: string, maxDbs: number): LmdbFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { dev, ino, birthtimeMs } = statSync(folder);
  const key = [dev, ino, birthtimeMs].join(" ");
  const folders = sharedFolders(globalThis as WithShared); // our own symbol
  const shared = folders.get(key) ?? { root: openRoot(folder, maxDbs), users: 0 };
  folders.set(key, shared);
  shared.users += 1;
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    shared.users -= 1;
    // Whoever opens it while its last writes are under way finds it still here. One that fails was told to whoever wrote it.
    await Promise.allSettled([shared.root.committed]);
    if (shared.users > 0 || folders.get(key) !== shared) return;
    folders.delete(key);
    await shared.root.close();
  };
  return { root: shared.root, close };
}

function openRoot(path: string, maxDbs: number): RootDatabase<string, string> {
  // A folder with a dot in its name would count as a file.
  return open<string, string>({ path, noSubdir: false, maxDbs, encoding: "string" });
}
