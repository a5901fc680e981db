import { expect, test } from "vitest";
import type { CacheEntry } from "./cache-store.ts";
import { packEntry, unpackEntry, type EntryKeys } from "./pack-entry.ts";

const key = (kid: string, byte: number) => ({ kid, bytes: new Uint8Array(32).fill(byte) });
const ring = (...keys: ReturnType<typeof key>[]): EntryKeys => ({
  active: keys[0] ?? key("k", 0),
  all: new Map(keys.map((each) => [each.kid, each])),
});
const k1 = ring(key("k1", 1));
const entry: CacheEntry = {
  body: Buffer.from([0, 255, 10, 13]),
  about: "app/é.ts#list",
  tags: ["a", "b"],
  revision: { epoch: "e", count: 7 },
  filledAt: 1,
  staleAt: 2,
  expiresAt: Number.POSITIVE_INFINITY,
};
const plain = (opened: CacheEntry | undefined): unknown =>
  opened && { ...opened, body: Array.from(opened.body) };

test("an entry opens as it was packed, under its own key, by any key of the ring", () => {
  const packed = packEntry("posts:1", entry, k1);
  const expected = { ...entry, body: [0, 255, 10, 13] };
  expect(plain(unpackEntry("posts:1", packed, k1))).toEqual(expected);
  expect(plain(unpackEntry("posts:1", packed, ring(key("k2", 2), key("k1", 1))))).toEqual(expected);
});

test("another key, another ring or another secret of the same name opens nothing", () => {
  const packed = packEntry("posts:1", entry, k1);
  expect(unpackEntry("posts:2", packed, k1)).toBeUndefined();
  expect(unpackEntry("posts:1", packed, ring(key("k2", 1)))).toBeUndefined();
  expect(unpackEntry("posts:1", packed, ring(key("k1", 2)))).toBeUndefined();
});

test("no byte of it can be changed, and nothing cut off or added", () => {
  const packed = packEntry("posts:1", entry, k1);
  for (let at = 0; at < packed.length; at++) {
    const altered = Uint8Array.from(packed, (byte, index) => (index === at ? byte ^ 1 : byte));
    expect(unpackEntry("posts:1", altered, k1), `byte ${at}`).toBeUndefined();
    expect(unpackEntry("posts:1", packed.subarray(0, at), k1), `first ${at}`).toBeUndefined();
  }
  expect(unpackEntry("posts:1", Buffer.concat([packed, Buffer.of(0)]), k1)).toBeUndefined();
});
