import { join, resolve } from "node:path";
import { err, ok, type Result } from "../base/index.ts";
import { noFolder, noRedis, type SharedPlace } from "../storage/open-store.ts";
import type { CacheStore } from "./cache-store.ts";
import type { EntryKeys } from "./pack-entry.ts";

/** What opening a cache needs to know. */
export interface OpenCacheStoreOptions {
  /** Folder that relative paths start from, absolute. */
  readonly root: string;
  readonly keys: EntryKeys;
  /** Told what fails in the background. */
  readonly onError: (error: unknown) => void;
}

/** Opens the cache that processes share, beside what else they keep there; the error is a sentence that says why it cannot be. */
export async function openCacheStore(
  place: SharedPlace,
  { root, keys, onError }: OpenCacheStoreOptions,
): Promise<Result<CacheStore, string>> {
  try {
    // Loaded on demand: neither is of use to whoever keeps everything in memory.
    if (place.kind === "redis") {
      const { openRedisCacheStore } = await import("./redis/redis-cache-store.ts");
      return ok(await openRedisCacheStore({ place, keys, onError }));
    }
    const { openLmdbCacheStore } = await import("./lmdb-cache-store.ts");
    return ok(openLmdbCacheStore({ folder: cacheFolder(root, place.folder), keys }));
  } catch (error) {
    const { message, hint } =
      place.kind === "redis" ? noRedis(error) : noFolder(cacheFolder(root, place.folder), error);
    return err(`${message} ${hint}`);
  }
}

/** The folder of the cache in that of a storage: files of its own, that may be removed while no process runs. */
export function cacheFolder(root: string, folder: string): string {
  return join(resolve(root, folder), "cache");
}
