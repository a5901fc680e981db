import { hash as hashBytes, randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Database, RootDatabase } from "lmdb";
import type { Answered } from "../storage/index.ts";
import { openLmdb, type LmdbFolder } from "../storage/open-lmdb.ts";
import type {
  Bump,
  CacheEntry,
  CacheRead,
  CacheStore,
  ListedEntry,
  Revision,
} from "./cache-store.ts";
import { HitCounts } from "./hit-counts.ts";
import { listEntry, sizeOf } from "./memory-cache-store.ts";
import { packEntry, unpackEntry, type EntryKeys } from "./pack-entry.ts";
import { judgeEntry, moveTag, type TagVersion, type VersionsNow } from "./tag-versions.ts";

/** How a cache in a file is opened. */
export interface LmdbCacheStoreOptions {
  /** Folder of its files, absolute; made where it is missing, for its owner only. */
  readonly folder: string;
  /** Seals the entries: whoever can write to the folder cannot say anything in the app's name. */
  readonly keys: EntryKeys;
  /** Bytes of the entries; beyond them those that were filled longest ago go. Default: 512 MiB. */
  readonly maxBytes?: number;
  /** Tags whose moves are known, see `createMemoryCacheStore`. Default: 100,000. */
  readonly maxTags?: number;
  /** Milliseconds since 1970, the same for all processes. Default: `Date.now`. */
  readonly now?: () => number;
}

const defaultFileBytes = 536_870_912;
const defaultTags = 100_000;
/** What goes when it is full: room for a while, so that not every fill has to make some. */
const roomShare = 0.05;

/** Memory for entries that were opened. */
const openedBytes = 33_554_432;

/** Entries whose hits wait to be written, and how many of them a fill takes along. */
const waitingHits = 10_000;
const hitsPerFill = 256;

/** An entry as it was read from the file. */
interface OpenedEntry {
  readonly hash: string;
  readonly fill: number;
  readonly entry: CacheEntry;
}

/** The tables of the file. */
interface Tables {
  readonly root: RootDatabase<string, string>;
  /** Key and packed entry by the hash of the key, `<length of key><key><entry>`. */
  readonly entries: Database<Buffer, string>;
  /** Bytes of each entry by `[number of its fill, hash]`, the oldest first. */
  readonly fills: Database<number, [number, string]>;
  /** Number of the last fill of each entry. */
  readonly filled: Database<number, string>;
  /** How often the last fill of each entry was served. */
  readonly hits: Database<number, string>;
  /** `[ended, aged, until when]` by the name of a tag. */
  readonly tags: Database<[number, number, number], string>;
  /** Every `[count, tag]`, the one that moved longest ago first. */
  readonly moved: Database<true, [number, string]>;
  /** `count`, `floor`, `fill`, `bytes` and `tags`. */
  readonly numbers: Database<number, string>;
}

/**
 * Opens a cache in a folder, by LMDB: it survives restarts, and all processes of one machine may share it. Versions and
 * entries lie in one file, so that none outlives the other.
 */
export function openLmdbCacheStore(options: LmdbCacheStoreOptions): CacheStore {
  return new LmdbCacheStore(options, openLmdb(options.folder, 8));
}

class LmdbCacheStore implements CacheStore, VersionsNow {
  readonly #folder: LmdbFolder;
  readonly #tables: Tables;
  readonly #keys: EntryKeys;
  readonly #maxBytes: number;
  readonly #maxTags: number;
  readonly #now: () => number;
  readonly #epoch: string;
  #seen: VersionsNow | undefined;
  /** A read is no write: its count waits here for the next fill. */
  readonly #hits = new HitCounts(waitingHits);
  readonly #opened = new LRUCache<string, OpenedEntry>({
    maxSize: openedBytes,
    sizeCalculation: ({ entry }, key) => sizeOf(entry, key),
  });

  constructor(
    {
      keys,
      maxBytes = defaultFileBytes,
      maxTags = defaultTags,
      now = Date.now,
    }: LmdbCacheStoreOptions,
    folder: LmdbFolder,
  ) {
    const tables = openTables(folder.root);
    this.#folder = folder;
    this.#tables = tables;
    this.#keys = keys;
    this.#maxBytes = maxBytes;
    this.#maxTags = maxTags;
    this.#now = now;
    this.#epoch = tables.root.transactionSync(() => {
      const known = tables.root.get("epoch");
      if (known !== undefined) return known;
      const epoch = randomUUID();
      tables.root.putSync("epoch", epoch);
      return epoch;
    });
  }

  get now(): number {
    return this.#now();
  }

  get floor(): number {
    return this.#number("floor");
  }

  get revision(): Revision {
    return { epoch: this.#epoch, count: this.#number("count") };
  }

  readonly versionOf = (tag: string): TagVersion | undefined => {
    const version = this.#tables.tags.get(nameOf(tag));
    if (version === undefined) return undefined;
    const [ended, aged, agedExpiresAt] = version;
    return { ended, aged, agedExpiresAt };
  };

  #number(name: string): number {
    return this.#tables.numbers.get(name) ?? 0;
  }

  read(key: string, alsoTags: readonly string[]): CacheRead {
    // A view of the file is kept for a turn of the event loop: another process may have moved a tag since it began.
    this.#tables.root.resetReadTxn();
    const versions = this.#lookAgain();
    const { revision } = versions;
    const found = this.#find(key);
    if (found === undefined) return { kind: "miss", revision };
    const { entry, hash, fill } = found;
    const kind = judgeEntry(entry, alsoTags, versions);
    if (kind === "miss") return { kind, revision };
    this.#hits.add(hash, fill);
    return { kind, revision, entry };
  }

  /** The versions as they are now. While the count stands none has moved: what was read of them is still true. */
  #lookAgain(): VersionsNow {
    if (this.#seen?.revision.count !== this.#number("count")) {
      const known = new Map<string, TagVersion | undefined>();
      const versionOf = (tag: string): TagVersion | undefined => {
        if (!known.has(tag)) known.set(tag, this.versionOf(tag));
        return known.get(tag);
      };
      this.#seen = { revision: this.revision, floor: this.floor, versionOf, now: this.now };
    }
    return { ...this.#seen, now: this.now };
  }

  /** Entries that were opened before are not opened again while they are still those in the file: each fill has a number. */
  #find(key: string): OpenedEntry | undefined {
    const known = this.#opened.get(key);
    const hash = known?.hash ?? hashOf(key);
    const fill = this.#tables.filled.get(hash);
    if (fill === undefined) return undefined;
    if (known?.fill === fill) return known;
    const row = this.#tables.entries.get(hash);
    const read = row === undefined ? undefined : readRow(row);
    const entry = read?.key === key ? unpackEntry(key, read.packed, this.#keys) : undefined;
    if (entry === undefined) return undefined;
    const opened = { hash, fill, entry };
    this.#opened.set(key, opened);
    return opened;
  }

  fill(key: string, entry: CacheEntry): Promise<boolean> {
    const row = writeRow(key, packEntry(key, entry, this.#keys));
    const hash = hashOf(key);
    return this.#tables.root.transaction(() => {
      this.#writeHits(hitsPerFill);
      // What is there may have been filled since this one began.
      if (judgeEntry(entry, [], this) === "miss") return false;
      this.#remove(hash);
      if (row.length > this.#maxBytes) return false;
      const { entries, fills, filled } = this.#tables;
      const fill = this.#add("fill", 1);
      entries.putSync(hash, row);
      fills.putSync([fill, hash], row.length);
      filled.putSync(hash, fill);
      if (this.#add("bytes", row.length) > this.#maxBytes) this.#makeRoom();
      return true;
    });
  }

  #writeHits(limit: number): void {
    const { filled, hits } = this.#tables;
    for (const { hash, fill, hits: more } of this.#hits.take(limit))
      if (filled.get(hash) === fill) hits.putSync(hash, (hits.get(hash) ?? 0) + more);
  }

  #add(name: string, amount: number): number {
    const next = this.#number(name) + amount;
    this.#tables.numbers.putSync(name, next);
    return next;
  }

  #remove(hash: string): void {
    const { entries, fills, filled, hits } = this.#tables;
    const fill = filled.get(hash);
    if (fill === undefined) return;
    const bytes = fills.get([fill, hash]) ?? 0;
    entries.removeSync(hash);
    fills.removeSync([fill, hash]);
    filled.removeSync(hash);
    hits.removeSync(hash);
    this.#add("bytes", -bytes);
  }

  #makeRoom(): void {
    const target = this.#maxBytes * (1 - roomShare);
    const going: string[] = [];
    let left = this.#number("bytes");
    for (const { key, value } of this.#tables.fills.getRange({})) {
      if (left <= target) break;
      left -= value;
      going.push(key[1]);
    }
    for (const hash of going) this.#remove(hash);
  }

  bump(tags: readonly string[], bump: Bump): Answered<void> {
    return this.#tables.root.transaction(() => {
      const count = this.#add("count", 1);
      const moving = new Set(tags);
      // More than are known: most of them would be forgotten at once, and with them all that was filled before.
      if (moving.size > this.#maxTags) {
        this.#tables.numbers.putSync("floor", count);
        return;
      }
      for (const tag of moving) this.#move(tag, count, bump);
      for (let over = this.#number("tags") - this.#maxTags; over > 0; over--) this.#forgetOldest();
    });
  }

  #move(tag: string, count: number, bump: Bump): void {
    const { tags, moved } = this.#tables;
    const name = nameOf(tag);
    const before = this.versionOf(tag);
    if (before === undefined) this.#add("tags", 1);
    else moved.removeSync([Math.max(before.ended, before.aged), name]);
    const { ended, aged, agedExpiresAt } = moveTag(before, { count, bump, now: this.now });
    tags.putSync(name, [ended, aged, agedExpiresAt]);
    moved.putSync([count, name], true);
  }

  #forgetOldest(): void {
    const { tags, moved, numbers } = this.#tables;
    const [oldest] = Array.from(moved.getKeys({ limit: 1 }));
    if (oldest === undefined) return;
    const [count, name] = oldest;
    moved.removeSync(oldest);
    tags.removeSync(name);
    this.#add("tags", -1);
    numbers.putSync("floor", count);
  }

  async *list(): AsyncGenerator<ListedEntry> {
    for (const { key: hash, value } of this.#tables.entries.getRange({ snapshot: false })) {
      const read = readRow(value);
      const entry = read === undefined ? undefined : unpackEntry(read.key, read.packed, this.#keys);
      if (read === undefined || entry === undefined) continue;
      const kind = judgeEntry(entry, [], this);
      if (kind === "miss") continue;
      const hits = this.#tables.hits.get(hash) ?? 0;
      yield { ...listEntry(read.key, entry, kind), hits };
    }
  }

  async close(): Promise<void> {
    const { root } = this.#tables;
    // Nobody is told of counts that a full disk does not take.
    if (this.#hits.size > 0)
      await Promise.allSettled([root.transaction(() => this.#writeHits(waitingHits))]);
    await this.#folder.close();
  }
}

function openTables(root: Tables["root"]): Tables {
  return {
    root,
    entries: root.openDB("entries", { encoding: "binary" }),
    fills: root.openDB("fills", { encoding: "ordered-binary" }),
    filled: root.openDB("filled", { encoding: "ordered-binary" }),
    hits: root.openDB("hits", { encoding: "ordered-binary" }),
    tags: root.openDB("tags", { encoding: "json" }),
    moved: root.openDB("moved", { encoding: "ordered-binary" }),
    numbers: root.openDB("numbers", { encoding: "ordered-binary" }),
  };
}

function hashOf(text: string): string {
  return hashBytes("sha256", text, "base64url");
}

/** Keys of the file are short: the paths that are tags may be long. */
function nameOf(tag: string): string {
  return tag.length <= 300 ? tag : `#${hashOf(tag)}`;
}

function writeRow(key: string, packed: Uint8Array): Buffer {
  const keyBytes = Buffer.from(key, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(keyBytes.length);
  return Buffer.concat([length, keyBytes, packed]);
}

function readRow(row: Buffer): { readonly key: string; readonly packed: Buffer } | undefined {
  if (row.length < 4) return undefined;
  const end = 4 + row.readUInt32BE(0);
  return end > row.length
    ? undefined
    : { key: row.toString("utf8", 4, end), packed: row.subarray(end) };
}
