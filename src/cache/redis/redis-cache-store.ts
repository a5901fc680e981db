import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import {
  connectRedis,
  createRedisMail,
  scanKeys,
  type RedisLink,
  type RedisPlace,
} from "../../storage/redis/index.ts";
import type { CacheEntry, CacheRead, CacheStore, ListedEntry } from "../cache-store.ts";
import { listEntry, sizeOf } from "../memory-cache-store.ts";
import { packEntry, unpackEntry, type EntryKeys } from "../pack-entry.ts";
import { judgeEntry } from "../tag-versions.ts";
import { AgreedVersions } from "./agreed-versions.ts";
import { VersionsReplica } from "./versions-replica.ts";

/** How a cache in Redis is opened. */
export interface RedisCacheStoreOptions {
  readonly place: RedisPlace;
  /** Seal what lies in Redis. */
  readonly keys: EntryKeys;
  /** Told what fails in the background. */
  readonly onError: (error: unknown) => void;
  /** Bytes that are kept near, in this process. Default: 64 MiB. */
  readonly nearBytes?: number;
  /** Tags whose moves are known. Default: 100,000. */
  readonly maxTags?: number;
  /** How long what is near may be served without word from Redis; all who share the cache have the same. Default: 2 s. */
  readonly leaseMs?: number;
  /** How long an operation may take. Default: 2 s. */
  readonly timeoutMs?: number;
  /** How long the first connecting may take. Default: 5 s. */
  readonly connectMs?: number;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/** What nobody filled again for so long goes, also where it never expires: Redis would keep it for ever. */
const keptMs = 7 * 86_400_000;

/**
 * Opens a cache in Redis or Valkey, with what was used last kept near in this process. `bump` resolves when no process serves
 * any more what it ended; one that is dead or cut off delays it until its lease has run out.
 * @throws Error where the server does not answer
 */
export async function openRedisCacheStore(options: RedisCacheStoreOptions): Promise<CacheStore> {
  const { place, onError, timeoutMs, connectMs } = options;
  const { leaseMs = 2_000, maxTags = 100_000, now = Date.now } = options;
  const prefix = `${place.prefix}cache:`;
  const times = { ...(timeoutMs && { timeoutMs }), ...(connectMs && { connectMs }) };
  const link = await connectRedis({ place, ...times });
  const publish = (channel: string, message: string): Promise<unknown> =>
    link.use((client) => client.publish(prefix + channel, message));
  const mail = createRedisMail({ place: { ...place, prefix }, ...times, publish, onError });
  const replica = new VersionsReplica(now);
  const shared = { link, mail, publish, prefix, replica, leaseMs, maxTags, onError };
  const versions = new AgreedVersions(shared);
  const close = async (): Promise<void> => {
    await versions.close();
    await Promise.all([mail.close(), link.close()]);
  };
  try {
    await versions.open();
  } catch (error) {
    await close();
    throw error;
  }
  return new RedisCacheStore({ ...options, link, prefix, replica, versions, close });
}

interface CacheParts extends RedisCacheStoreOptions {
  readonly link: RedisLink;
  readonly prefix: string;
  readonly replica: VersionsReplica;
  readonly versions: AgreedVersions;
  readonly close: () => Promise<void>;
}

class RedisCacheStore implements CacheStore {
  readonly #parts: CacheParts;
  readonly #near: LRUCache<string, CacheEntry>;
  readonly close: () => Promise<void>;

  constructor(parts: CacheParts) {
    this.#parts = parts;
    this.close = parts.close;
    this.#near = new LRUCache({ maxSize: parts.nearBytes ?? 67_108_864, sizeCalculation: sizeOf });
  }

  readonly read: CacheStore["read"] = (key, alsoTags) => {
    const { versions, replica } = this.#parts;
    const entry = versions.isCurrent() ? this.#near.get(key) : undefined;
    if (entry !== undefined && judgeEntry(entry, alsoTags, replica) === "fresh")
      return { kind: "fresh", revision: replica.revision, entry };
    return this.#readFar(key, alsoTags);
  };

  readonly fill: CacheStore["fill"] = async (key, entry) => {
    const { versions, replica, link, keys } = this.#parts;
    if (!versions.isCurrent()) await versions.sync();
    if (judgeEntry(entry, [], replica) === "miss") return false;
    const value = packKeyed(key, packEntry(key, entry, keys));
    const left = Math.min(Math.ceil(entry.expiresAt - replica.now), keptMs);
    const expiration = { type: "PX", value: Math.max(left, 1) } as const;
    await link.use((client) => client.set(this.#nameOf(key), value, { expiration }));
    this.#near.set(key, entry);
    return true;
  };

  readonly bump: CacheStore["bump"] = (tags, bump) => this.#parts.versions.move(tags, bump);

  async *list(): AsyncIterable<ListedEntry> {
    const { versions, replica, link, keys, prefix } = this.#parts;
    const seen = new Set<string>();
    for await (const name of scanKeys(link, `${prefix.replace(/[[\]*?\\^-]/g, "\\$&")}e:*`)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const found = unpackKeyed(await link.use((client) => client.get(name)), keys);
      if (found === undefined) continue;
      if (!versions.isCurrent()) await versions.sync();
      const kind = judgeEntry(found.entry, [], replica);
      if (kind !== "miss") yield listEntry(found.key, found.entry, kind);
    }
  }

  async #readFar(key: string, alsoTags: readonly string[]): Promise<CacheRead> {
    const { versions, replica, link, keys } = this.#parts;
    const value = await link.use((client) => client.get(this.#nameOf(key)));
    // What was read is judged by what is known after it was read.
    if (!versions.isCurrent()) await versions.sync();
    const { revision } = replica;
    const found = unpackKeyed(value, keys);
    if (found?.key !== key) return { kind: "miss", revision };
    const { entry } = found;
    const kind = judgeEntry(entry, alsoTags, replica);
    if (kind !== "miss") this.#near.set(key, entry);
    return kind === "miss" ? { kind, revision } : { kind, revision, entry };
  }

  #nameOf(key: string): string {
    return `${this.#parts.prefix}e:${createHash("sha256").update(key).digest("base64url")}`;
  }
}

/** Redis knows keys by their hash: the key itself, in front of the entry, is for whoever lists. */
function packKeyed(key: string, packed: Uint8Array): string {
  return `${Buffer.from(key, "utf8").toString("base64")} ${Buffer.from(packed).toString("base64")}`;
}

function unpackKeyed(
  value: string | null,
  keys: EntryKeys,
): { readonly key: string; readonly entry: CacheEntry } | undefined {
  const [writtenKey, packed] = value?.split(" ") ?? [];
  if (writtenKey === undefined || packed === undefined) return undefined;
  const key = Buffer.from(writtenKey, "base64").toString("utf8");
  const entry = unpackEntry(key, Buffer.from(packed, "base64"), keys);
  return entry && { key, entry };
}
