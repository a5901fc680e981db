import { resolve } from "node:path";
import { err, ok, type Result } from "../base/index.ts";
import type { StoragePlace } from "./storage-place.ts";
import type { Store } from "./store.ts";

/** What opening a store needs to know. */
export interface OpenStoreOptions {
  /** Folder that relative paths start from, absolute. */
  readonly root: string;
  /** Told what fails in the background. */
  readonly onError: (error: unknown) => void;
}

/** Opens the store that processes share; the error is a sentence that says why it cannot be. */
export async function openStore(
  place: Exclude<StoragePlace, { kind: "memory" }>,
  { root, onError }: OpenStoreOptions,
): Promise<Result<Store, string>> {
  const folder = resolve(root, place.folder);
  try {
    // Loaded on demand: its native part is of no use to whoever keeps everything in memory.
    const { openLmdbStore } = await import("./lmdb-store.ts");
    return ok(openLmdbStore({ folder, onError }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(
      `The storage in ${folder} could not be opened: ${reason}. Name a folder that this process may write, or use storage: "memory".`,
    );
  }
}
