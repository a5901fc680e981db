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
  /** Told in a line what an operator should know of the store. */
  readonly onNotice: (line: string) => void;
  /** How long connecting to a server may take. Default: 5 s. */
  readonly connectMs?: number;
}

/** A place that processes may share. */
export type SharedPlace = Exclude<StoragePlace, { kind: "memory" }>;

/** Opens the store that processes share; the error is a sentence that says why it cannot be. */
export async function openStore(
  place: SharedPlace,
  options: OpenStoreOptions,
): Promise<Result<Store, string>> {
  try {
    // Loaded on demand: neither is of use to whoever keeps everything in memory.
    if (place.kind === "redis") {
      const { openRedisStore } = await import("./redis/redis-store.ts");
      return ok(await openRedisStore({ place, ...options }));
    }
    const { openLmdbStore } = await import("./lmdb-store.ts");
    return ok(openLmdbStore({ folder: resolve(options.root, place.folder), ...options }));
  } catch (error) {
    const { message, hint } =
      place.kind === "redis"
        ? noRedis(error)
        : noFolder(resolve(options.root, place.folder), error);
    return err(`${message} ${hint}`);
  }
}

/** Why a place cannot be used, and what to do; a sentence each. */
export interface PlaceProblem {
  readonly message: string;
  readonly hint: string;
}

/** Says why a server cannot be used. */
export function noRedis(error: unknown): PlaceProblem {
  return {
    message: `The storage cannot be used: ${reasonOf(error)}.`,
    hint: "Start that server, or write the address of one that runs, e.g. EDICT_STORAGE=redis://localhost:6379.",
  };
}

/** Says why a folder cannot be used. */
export function noFolder(folder: string, error: unknown): PlaceProblem {
  return {
    message: `The storage in ${folder} could not be opened: ${reasonOf(error)}.`,
    hint: 'Name a folder that this process may write, or use storage: "memory".',
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
