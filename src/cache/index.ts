export type {
  Bump,
  CacheEntry,
  CacheRead,
  CacheStore,
  ListedEntry,
  Revision,
} from "./cache-store.ts";
export { createMemoryCacheStore, type MemoryCacheStoreOptions } from "./memory-cache-store.ts";
export { packEntry, unpackEntry, type EntryKey, type EntryKeys } from "./pack-entry.ts";
