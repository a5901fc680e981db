import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Bump, CacheEntry, CacheStore, ListedEntry, Revision } from "./cache-store.ts";
import { judgeEntry, moveTag, type TagVersion, type VersionsNow } from "./tag-versions.ts";

/** How a cache in memory is made. */
export interface MemoryCacheStoreOptions {
  /** Bytes it may take; beyond them the least recently used entries go. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** Tags whose moves are known; beyond them the one that moved longest ago goes, and with it all that was filled before it moved. Default: 100,000. */
  readonly maxTags?: number;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

const defaultCacheBytes = 67_108_864;
const defaultTags = 100_000;

/** What an entry takes beside its body and texts, measured generously. */
const entryBytes = 512;

/** Makes a cache that lives and dies with its process, and answers at once. */
export function createMemoryCacheStore(options: MemoryCacheStoreOptions = {}): CacheStore {
  const { maxBytes = defaultCacheBytes, maxTags = defaultTags, now = Date.now } = options;
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: maxBytes,
    sizeCalculation: sizeOf,
  });
  const versions = new MemoryVersions(maxTags, now);
  return {
    read: (key, alsoTags) => {
      const { revision } = versions;
      const entry = entries.get(key);
      if (entry === undefined) return { kind: "miss", revision };
      const kind = judgeEntry(entry, alsoTags, versions);
      if (kind !== "miss") return { kind, revision, entry };
      // Ended by `alsoTags` alone it is still good elsewhere.
      if (judgeEntry(entry, [], versions) === "miss") entries.delete(key);
      return { kind, revision };
    },
    fill: (key, entry) => {
      // What is there may have been filled since this one began.
      if (judgeEntry(entry, [], versions) === "miss") return false;
      // Larger than all there is: the cache would leave it out without a word, and the old one in.
      if (sizeOf(entry, key) > maxBytes) {
        entries.delete(key);
        return false;
      }
      entries.set(key, entry);
      return true;
    },
    bump: (tags, bump) => versions.move(tags, bump),
    list: async function* () {
      for (const [key, entry] of entries.entries()) {
        const kind = judgeEntry(entry, [], versions);
        if (kind !== "miss") yield listEntry(key, entry, kind);
      }
    },
    close: () => entries.clear(),
  };
}

/** What an entry takes in memory. Three times the body: beside the bytes there may be the value that was read from them. */
export function sizeOf({ body, tags, about }: CacheEntry, key: string): number {
  const characters = tags.reduce((sum, tag) => sum + tag.length, key.length + about.length);
  return 3 * body.byteLength + 2 * characters + entryBytes;
}

/** Shows an entry to whoever looks in. */
export function listEntry(key: string, entry: CacheEntry, kind: "fresh" | "stale"): ListedEntry {
  const { about, tags, filledAt, staleAt, expiresAt, body } = entry;
  const times = { filledAt, staleAt, expiresAt };
  return { key, about, tags, ...times, bytes: body.byteLength, isStale: kind === "stale" };
}

/** The versions of tags, the one that moved longest ago first. */
class MemoryVersions implements VersionsNow {
  readonly #tags = new Map<string, TagVersion>();
  readonly #maxTags: number;
  readonly #now: () => number;
  revision: Revision = { epoch: randomUUID(), count: 0 };
  floor = 0;

  constructor(maxTags: number, now: () => number) {
    this.#maxTags = maxTags;
    this.#now = now;
  }

  get now(): number {
    return this.#now();
  }

  readonly versionOf = (tag: string): TagVersion | undefined => this.#tags.get(tag);

  move(tags: readonly string[], bump: Bump): void {
    const count = this.revision.count + 1;
    this.revision = { epoch: this.revision.epoch, count };
    for (const tag of tags) {
      const moved = moveTag(this.#tags.get(tag), { count, bump, now: this.now });
      this.#tags.delete(tag);
      this.#tags.set(tag, moved);
    }
    for (const [tag, { ended, aged }] of this.#tags) {
      if (this.#tags.size <= this.#maxTags) break;
      this.#tags.delete(tag);
      this.floor = Math.max(ended, aged);
    }
  }
}
