import { mkdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { open, type RootDatabase } from "lmdb";

/** A folder of LMDB that is open. */
export interface LmdbFolder {
  readonly root: RootDatabase<string, string>;
  /** Closes it when nobody else in this process has it open. */
  readonly close: () => Promise<void>;
}

interface Shared {
  readonly root: RootDatabase<string, string>;
  /** Which file it is: a folder may be removed and made anew. */
  readonly file: string;
  users: number;
  /** Several may leave it while its last writes are under way: one of them closes it. */
  isClosing: boolean;
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
  const key = realpathSync(folder);
  const folders = sharedFolders(globalThis as WithShared); // our own symbol
  const known = folders.get(key);
  const shared =
    known !== undefined && known.file === fileOf(key) ? known : openShared(folder, maxDbs);
  folders.set(key, shared);
  shared.users += 1;
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    shared.users -= 1;
    // Whoever opens it while its last writes are under way finds it still here. One that fails was told to whoever wrote it.
    await Promise.allSettled([shared.root.committed]);
    if (shared.users > 0 || shared.isClosing) return;
    shared.isClosing = true;
    if (folders.get(key) === shared) folders.delete(key);
    await shared.root.close();
  };
  return { root: shared.root, close };
}

function openShared(path: string, maxDbs: number): Shared {
  // A folder with a dot in its name would count as a file.
  const root = open<string, string>({ path, noSubdir: false, maxDbs, encoding: "string" });
  return { root, file: fileOf(path), users: 0, isClosing: false };
}

/** Tells the file that lies in a folder now from one that lay there before: no other gets its number while it is open. */
function fileOf(folder: string): string {
  const found = statSync(join(folder, "data.mdb"), { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.dev} ${found.ino}`;
}
