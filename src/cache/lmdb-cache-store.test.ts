import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { open } from "lmdb";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  entryOf,
  listAll,
  readText,
  testCacheStoreContract,
} from "../../test/cache/cache-store-contract.ts";
import type { CacheStore, Revision } from "./cache-store.ts";
import { openLmdbCacheStore, type LmdbCacheStoreOptions } from "./lmdb-cache-store.ts";
import type { EntryKeys } from "./pack-entry.ts";

const keysOf = (byte: number): EntryKeys => {
  const key = { kid: "k1", bytes: new Uint8Array(32).fill(byte) };
  return { active: key, all: new Map([[key.kid, key]]) };
};

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "edict-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

function openStore(folder: string, given: Partial<LmdbCacheStoreOptions> = {}): CacheStore {
  const store = openLmdbCacheStore({ folder, keys: keysOf(1), ...given });
  onTestFinished(async () => store.close());
  return store;
}

const revisionOf = async (store: CacheStore): Promise<Revision> =>
  (await store.read("nothing", [])).revision;

testCacheStoreContract(() => {
  let time = 1_700_000_000_000;
  return {
    store: openLmdbCacheStore({ folder: makeFolder(), keys: keysOf(1), now: () => time }),
    passMs: (ms) => (time += ms),
    now: () => time,
  };
});

test("what is kept survives a restart, and what was moved stays moved", async () => {
  const folder = makeFolder();
  const first = openLmdbCacheStore({ folder, keys: keysOf(1) });
  const revision = await revisionOf(first);
  await first.fill("a", entryOf("1", { tags: ["a"], revision }));
  await first.fill("b", entryOf("1", { tags: ["b"], revision }));
  await first.bump(["b"], { kind: "at-once" });
  await first.close();
  const second = openStore(folder);
  expect(await readText(second, "a")).toBe("fresh 1");
  expect(await readText(second, "b")).toBe("miss");
  expect(await second.fill("b", entryOf("old", { tags: ["b"], revision }))).toBe(false);
});

const hitsOf = async (store: CacheStore): Promise<Record<string, number | undefined>> =>
  Object.fromEntries((await listAll(store)).map(({ key, hits }) => [key, hits]));

test("how often an entry was served is written with the next fill, of all who share it, and begins anew with each fill", async () => {
  const folder = makeFolder();
  const one = openStore(folder);
  const other = openLmdbCacheStore({ folder, keys: keysOf(1) });
  const revision = await revisionOf(one);
  await one.fill("a", entryOf("1", { tags: ["a"], revision }));
  await one.fill("b", entryOf("1", { revision }));
  for (let turn = 0; turn < 3; turn++) await one.read("a", []);
  await one.read("b", []);
  await one.read("c", []);
  expect(await hitsOf(one)).toEqual({ a: 0, b: 0 });
  await other.read("a", []);
  await other.close();
  expect(await hitsOf(one)).toEqual({ a: 1, b: 0 });
  await one.fill("c", entryOf("1", { revision }));
  expect(await hitsOf(one)).toEqual({ a: 4, b: 1, c: 0 });
  await one.read("a", []);
  const later = openStore(folder);
  await later.fill("a", entryOf("2", { tags: ["a"], revision: await revisionOf(later) }));
  await one.fill("c", entryOf("2", { revision: await revisionOf(one) }));
  expect(await hitsOf(one)).toEqual({ a: 0, b: 1, c: 0 });
});

test("a store that only served writes the hits of all when it is closed", async () => {
  const folder = makeFolder();
  const one = openStore(folder);
  const revision = await revisionOf(one);
  const names = Array.from({ length: 300 }, (_, at) => `k${at}`);
  await Promise.all(names.map(async (name) => one.fill(name, entryOf("1", { revision }))));
  const reader = openLmdbCacheStore({ folder, keys: keysOf(1) });
  for (const name of names) await reader.read(name, []);
  await reader.close();
  expect(await hitsOf(one)).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
});

test("stays within its bytes: what was filled longest ago goes", async () => {
  const store = openStore(makeFolder(), { maxBytes: 5_000 });
  const revision = await revisionOf(store);
  const text = "v".repeat(1_000);
  for (const key of ["a", "b", "a", "c", "d", "e"])
    await store.fill(key, entryOf(text, { revision }));
  const kept = (await listAll(store)).map(({ key }) => key);
  expect(kept.toSorted()).toEqual(["a", "c", "d", "e"]);
  expect(await store.fill("a", entryOf("v".repeat(6_000), { revision }))).toBe(false);
  expect(await readText(store, "a")).toBe("miss");
});

test("a move of more tags than are known ends all that was filled before, and writes none of them down", async () => {
  const folder = makeFolder();
  const store = openStore(folder, { maxTags: 2 });
  const early = await revisionOf(store);
  await store.fill("early", entryOf("1", { tags: ["other"], revision: early }));
  await store.bump(["a", "b", "c", "d"], { kind: "at-once" });
  expect(await readText(store, "early")).toBe("miss");
  expect(await store.fill("late", entryOf("1", { tags: ["a"], revision: early }))).toBe(false);
  await store.fill("new", entryOf("2", { tags: ["a"], revision: await revisionOf(store) }));
  expect(await readText(store, "new")).toBe("fresh 2");
  const root = open({ path: folder, noSubdir: false, maxDbs: 7, encoding: "string" });
  expect(Array.from(root.openDB("tags", { encoding: "json" }).getKeys({}))).toEqual([]);
  await root.close();
});

test("forgets the tag that moved longest ago, and serves nothing that it might have ended", async () => {
  const store = openStore(makeFolder(), { maxTags: 2 });
  const early = await revisionOf(store);
  await store.fill("early", entryOf("1", { tags: ["other"], revision: early }));
  await store.bump(["a"], { kind: "at-once" });
  await store.bump(["b", "c"], { kind: "at-once" });
  expect(await readText(store, "early")).toBe("miss");
  expect(await store.fill("late", entryOf("1", { tags: ["a"], revision: early }))).toBe(false);
});

describe("what others did to the file is a miss", () => {
  const tamper = async (change: (row: Buffer) => Buffer): Promise<string> => {
    const folder = makeFolder();
    const first = openLmdbCacheStore({ folder, keys: keysOf(1) });
    await first.fill("k", entryOf("1", { revision: await revisionOf(first) }));
    await first.close();
    const root = open({ path: folder, noSubdir: false, maxDbs: 7, encoding: "string" });
    const entries = root.openDB<Buffer, string>("entries", { encoding: "binary" });
    for (const { key, value } of Array.from(entries.getRange({})))
      entries.putSync(key, change(value));
    await root.close();
    const second = openStore(folder);
    expect(await listAll(second)).toHaveLength((await readText(second, "k")) === "miss" ? 0 : 1);
    return readText(second, "k");
  };

  test.each([
    ["nothing", (row: Buffer) => row, "fresh 1"],
    [
      "a changed byte",
      (row: Buffer) => Buffer.concat([row.subarray(0, -1), Buffer.of(50)]),
      "miss",
    ],
    ["cut short", (row: Buffer) => row.subarray(0, 20), "miss"],
    ["emptied", () => Buffer.alloc(0), "miss"],
    ["a length beyond its end", () => Buffer.from("ffffffff00", "hex"), "miss"],
    ["another version", (row: Buffer) => row.fill(9, 5, 6), "miss"],
  ])("%s", async (_name, change, expected) => {
    expect(await tamper(change)).toBe(expected);
  });

  test("sealed by another secret", async () => {
    const folder = makeFolder();
    const first = openLmdbCacheStore({ folder, keys: keysOf(1) });
    await first.fill("k", entryOf("1", { revision: await revisionOf(first) }));
    await first.close();
    expect(await readText(openStore(folder, { keys: keysOf(2) }), "k")).toBe("miss");
  });
});

test("a folder that is a file is an error", () => {
  const folder = makeFolder();
  writeFileSync(join(folder, "file"), "");
  expect(() => openLmdbCacheStore({ folder: join(folder, "file"), keys: keysOf(1) })).toThrow(
    "EEXIST",
  );
  expect(readdirSync(folder)).toEqual(["file"]);
});

test("another process serves nothing that a move has ended once it is confirmed, not even in the turn it is in", async () => {
  const folder = makeFolder();
  const store = openStore(folder);
  await store.fill("k", entryOf("1", { tags: ["a"], revision: await revisionOf(store) }));
  const flag = join(folder, "moved");
  const reader = spawn(
    process.execPath,
    ["test/fixtures/cache-reader.mjs", resolve("dist/cache/lmdb-cache-store.js"), folder, flag],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  reader.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(reader, "close");
  await expect.poll(() => existsSync(`${flag}.read`), { timeout: 20_000 }).toBe(true);
  await store.bump(["a"], { kind: "at-once" });
  writeFileSync(flag, "");
  await ended;
  expect(output).toBe("fresh miss");
}, 60_000);
