import { err, ok, type Result } from "../base/index.ts";

/** Where an app keeps what outlives a request. */
export type StoragePlace =
  | { readonly kind: "memory" }
  /** `folder` as written: relative to the app. */
  | { readonly kind: "lmdb"; readonly folder: string };

/** Reads `memory` or `lmdb:./path`; the error is a sentence that says what to write. */
export function parseStoragePlace(text: string): Result<StoragePlace, string> {
  if (text === "memory") return ok({ kind: "memory" });
  if (/^rediss?:/.test(text))
    return err(
      'Redis is no storage yet in this version. Write "lmdb:./.edict/storage": it survives restarts, and all processes of one machine share it.',
    );
  const folder = /^lmdb:(.+)$/.exec(text)?.[1];
  if (folder !== undefined && !folder.includes("\0")) return ok({ kind: "lmdb", folder });
  return err('Write "memory", or "lmdb:" and a folder, e.g. "lmdb:./.edict/storage".');
}
