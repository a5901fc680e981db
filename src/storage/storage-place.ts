import { err, ok, type Result } from "../base/index.ts";
import { isRedisAddress, parseRedisPlace, type RedisPlace } from "./redis/redis-place.ts";

/** Where an app keeps what outlives a request. */
export type StoragePlace =
  | { readonly kind: "memory" }
  /** `folder` as written: relative to the app. */
  | { readonly kind: "lmdb"; readonly folder: string }
  | RedisPlace;

/** Reads `memory`, `lmdb:./path` or the address of a Redis; the error is a sentence that says what to write. */
export function parseStoragePlace(text: string): Result<StoragePlace, string> {
  if (text === "memory") return ok({ kind: "memory" });
  if (isRedisAddress(text)) return parseRedisPlace(text);
  const folder = /^lmdb:(.+)$/.exec(text)?.[1];
  if (folder !== undefined && !folder.includes("\0")) return ok({ kind: "lmdb", folder });
  return err(
    'Write "memory", "lmdb:" and a folder, e.g. "lmdb:./.edict/storage", or the address of a Redis, e.g. "redis://localhost:6379".',
  );
}
