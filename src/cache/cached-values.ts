// The door for code that ends up in an app's bundle: what a key and a value are, and nothing of where they are kept.
export { writeCacheKey, type CacheKey } from "./cache-key.ts";
export { readValueBody, writeValueBody } from "./value-body.ts";
export type { CacheEntry, Revision } from "./cache-store.ts";
export type { Cache, CacheAnswer, CacheAsk, Filled } from "./create-cache.ts";
