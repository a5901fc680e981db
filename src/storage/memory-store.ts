import { LRUCache } from "lru-cache";
import { checkKey, checkTtl, noNumber, type Store } from "./store.ts";
import { createChannels } from "./channels.ts";

/** How a store in memory is made. */
export interface MemoryStoreOptions {
  /** Bytes it may take; beyond them the least recently used entries go. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** Told once for every entry that had to go before its time. */
  readonly onEvict?: (key: string) => void;
  /** Milliseconds of any clock that never goes back. Default: `performance.now`. */
  readonly now?: () => number;
}

/** The bytes of a store in memory that nobody chose otherwise. */
const defaultMemoryBytes = 67_108_864;

/** What an entry takes beside its texts, measured generously. */
const entryBytes = 256;

/** Two bytes a character: what V8 takes at most. */
function sizeOf(value: string, key: string): number {
  return 2 * (value.length + key.length) + entryBytes;
}

/** Makes a store that lives and dies with its process, and answers at once. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const {
    maxBytes = defaultMemoryBytes,
    onEvict = () => undefined,
    now = () => performance.now(),
  } = options;
  const entries = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: sizeOf,
    perf: { now },
    ttlResolution: 0,
    dispose: (_, key, reason) => {
      if (reason === "evict" && entries.getRemainingTTL(key) > 0) onEvict(key);
    },
  });
  const channels = createChannels();
  const write = (key: string, value: string, ttlMs: number): void => {
    checkKey(key);
    checkTtl(ttlMs);
    // The cache would leave it out without a word.
    if (sizeOf(value, key) > maxBytes)
      throw new RangeError(
        `A value of ${value.length} characters does not fit into a store of ${maxBytes} bytes.`,
      );
    entries.set(key, value, { ttl: ttlMs });
  };
  return {
    isPrivate: true,
    get: (key) => entries.get(key),
    set: write,
    setIfAbsent: (key, value, ttlMs) => {
      const present = entries.get(key);
      if (present === undefined) write(key, value, ttlMs);
      return present;
    },
    replace: (key, { expected, value, ttlMs }) => {
      if (entries.get(key) !== expected) return false;
      write(key, value, ttlMs);
      return true;
    },
    increment: (key, ttlMs) => {
      const present = entries.get(key);
      if (present === undefined) {
        write(key, "1", ttlMs);
        return 1;
      }
      const next = nextNumber(key, present);
      entries.set(key, String(next), { noUpdateTTL: true });
      return next;
    },
    delete: (key) => void entries.delete(key),
    publish: channels.publish,
    subscribe: channels.subscribe,
    close: () => {
      channels.clear();
      entries.clear();
    },
  };
}

/** Counts on from a stored number. */
export function nextNumber(key: string, present: string): number {
  const next = Number(present) + 1;
  if (!Number.isSafeInteger(next)) throw noNumber(key);
  return next;
}
