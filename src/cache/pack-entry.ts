import { createHmac, timingSafeEqual } from "node:crypto";
import type { CacheEntry } from "./cache-store.ts";

/** A key that marks entries as ours, with its name. */
export interface EntryKey {
  /** 1 to 16 letters, digits, `-` or `_`. */
  readonly kid: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** The keys of a cache: the first seals, all open. */
export interface EntryKeys {
  readonly active: EntryKey;
  readonly all: ReadonlyMap<string, EntryKey>;
}

/** First byte of a packed entry; another one is of another version of this package, and a miss. */
const version = 1;
const macBytes = 32;

/**
 * Packs an entry for a place that others can write to: `<version><length of kid><kid><HMAC-SHA-256><length of head><head>
 * <body>`, lengths in one byte and in four. The seal covers the key too, so that no entry passes for another.
 */
export function packEntry(key: string, entry: CacheEntry, { active }: EntryKeys): Uint8Array {
  const { body, ...head } = entry;
  const text = Buffer.from(writeHead(head), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const kid = Buffer.from(active.kid, "latin1");
  const sealed = [length, text, body];
  return Buffer.concat([
    Buffer.of(version, kid.length),
    kid,
    sealOf(key, sealed, active),
    ...sealed,
  ]);
}

/** Opens what `packEntry` packed under the same key; undefined for anything else. */
export function unpackEntry(
  key: string,
  packed: Uint8Array,
  { all }: EntryKeys,
): CacheEntry | undefined {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const kidEnd = 2 + (bytes[1] ?? 0);
  const sealEnd = kidEnd + macBytes;
  if (bytes[0] !== version || bytes.length < sealEnd + 4) return undefined;
  const entryKey = all.get(bytes.toString("latin1", 2, kidEnd));
  if (entryKey === undefined) return undefined;
  const sealed = bytes.subarray(sealEnd);
  const seal = bytes.subarray(kidEnd, sealEnd);
  if (!timingSafeEqual(seal, sealOf(key, [sealed], entryKey))) return undefined;
  // Sealed by us: what follows is what we wrote.
  const headEnd = 4 + sealed.readUInt32BE(0);
  const head = readHead(sealed.toString("utf8", 4, headEnd));
  return { ...head, body: sealed.subarray(headEnd) };
}

function sealOf(key: string, parts: readonly Uint8Array[], { bytes }: EntryKey): Buffer {
  const keyBytes = Buffer.from(key, "utf8");
  const mac = createHmac("sha256", bytes).update(`${keyBytes.length}:`).update(keyBytes);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

type Head = Omit<CacheEntry, "body">;

/** JSON has no `Infinity`: null stands for never. */
function writeHead({ about, tags, revision, filledAt, staleAt, expiresAt }: Head): string {
  return JSON.stringify([
    about,
    tags,
    revision.epoch,
    revision.count,
    filledAt,
    staleAt,
    expiresAt,
  ]);
}

type WrittenHead = [
  about: string,
  tags: string[],
  epoch: string,
  count: number,
  filledAt: number,
  staleAt: number | null,
  expiresAt: number | null,
];

function readHead(text: string): Head {
  const head: WrittenHead = JSON.parse(text);
  const [about, tags, epoch, count, filledAt, staleAt, expiresAt] = head;
  return {
    about,
    tags,
    revision: { epoch, count },
    filledAt,
    staleAt: staleAt ?? Number.POSITIVE_INFINITY,
    expiresAt: expiresAt ?? Number.POSITIVE_INFINITY,
  };
}
