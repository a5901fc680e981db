export type {
  Bump,
  CacheEntry,
  CacheRead,
  CacheStore,
  ListedEntry,
  Revision,
} from "./cache-store.ts";
export {
  createCache,
  type Cache,
  type CacheAnswer,
  type CacheAsk,
  type CacheOptions,
  type Filled,
} from "./create-cache.ts";
export { createMemoryCacheStore, type MemoryCacheStoreOptions } from "./memory-cache-store.ts";
export { packEntry, unpackEntry, type EntryKey, type EntryKeys } from "./pack-entry.ts";
