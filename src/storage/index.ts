export { hideRedisSecrets } from "./redis/redis-place.ts";
export { createMemoryStore, type MemoryStoreOptions } from "./memory-store.ts";
export { parseStoragePlace, type StoragePlace } from "./storage-place.ts";
export type { Answered, Replacement, Store } from "./store.ts";
