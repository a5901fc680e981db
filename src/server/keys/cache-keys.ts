import type { EntryKeys } from "../../cache/index.ts";
import { deriveKey, type KeyRing, type RingKey } from "./key-ring.ts";

/** Derives the keys that seal cached values where others can write: what an earlier key sealed still opens. */
export function cacheKeysOf({ active, keys }: KeyRing): EntryKeys {
  const derive = (key: RingKey): { readonly kid: string; readonly bytes: Uint8Array } => ({
    kid: key.kid,
    bytes: deriveKey(key, "cache"),
  });
  return { active: derive(active), all: new Map(keys.map((key) => [key.kid, derive(key)])) };
}
