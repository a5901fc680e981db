import { expect, onTestFinished, test } from "vitest";
import { openCacheStore } from "../../src/cache/open-cache-store.ts";
import { cacheKeysOf, parseKeyRing } from "../../src/server/index.ts";
import { parseStoragePlace } from "../../src/storage/index.ts";
import { entryOf } from "../cache/cache-store-contract.ts";
import { startRedis } from "../storage/start-redis.ts";
import { appWith, run } from "./run-line.ts";

const keysText = "k1:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=";
const files = { "app/page.tsx": "export default () => null;" };

async function fillCache(root: string, storage = "lmdb:./store"): Promise<void> {
  const ring = parseKeyRing(keysText);
  if (!ring.ok) throw new Error(ring.error);
  const place = parseStoragePlace(storage);
  if (!place.ok || place.value.kind === "memory") throw new Error(`${storage} is not shared`);
  const keys = cacheKeysOf(ring.value);
  const opened = await openCacheStore(place.value, {
    root,
    keys,
    onError: (error) => expect.fail(String(error)),
  });
  if (!opened.ok) throw new Error(opened.error);
  const store = opened.value;
  const { revision } = await store.read("nothing", []);
  const filledAt = Date.now() - 5_000;
  await store.fill(
    "1",
    entryOf("12", { about: "cache(posts)", tags: ["posts"], revision, filledAt }),
  );
  await store.fill(
    "2",
    entryOf("1", { about: "cache(post)", tags: ["posts", "post-1"], revision, filledAt }),
  );
  await store.fill("3", entryOf("1", { about: "cache(gone)", tags: ["gone"], revision, filledAt }));
  await store.bump(["gone"], { kind: "at-once" });
  for (const key of ["1", "2", "1"]) await store.read(key, []);
  await store.close();
}

test("lists what is kept in the storage of an app, as a table and as JSON", async () => {
  const root = await appWith(files);
  await fillCache(root);
  const env = { EDICT_STORAGE: "lmdb:./store", EDICT_KEYS: keysText };
  const table = await run("inspect . --cache", root, { env });
  expect(table.err).toBe("");
  expect(table.code).toBe(0);
  expect(table.out).toMatch(
    /^Entries \(2\)\n {2}cache\(post\) {3}posts, post-1 {2}1 bytes {2}\d+ s old {2}1 hit\n {2}cache\(posts\) {2}posts {10}2 bytes {2}\d+ s old {2}2 hits\n\nTags \(2\)\n {2}post-1 {2}1 entry\n {2}posts {3}2 entries\n$/,
  );
  const listed = await run("inspect . --cache --json", root, { env });
  const { entries } = JSON.parse(listed.out) as { entries: unknown[] }; // printed by the command
  expect(entries).toMatchObject([
    { about: "cache(post)", bytes: 1, isStale: false, expiresInSeconds: null, hits: 1 },
    { about: "cache(posts)", bytes: 2, hits: 2 },
  ]);
});

test("says where a storage cannot tell how often it was asked, and leaves that out", async () => {
  const root = await appWith(files);
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  await fillCache(root, redis.url);
  const env = { EDICT_STORAGE: redis.url, EDICT_KEYS: keysText };
  const table = await run("inspect . --cache", root, { env });
  expect([table.code, table.err]).toEqual([0, ""]);
  expect(table.out).toMatch(
    /2 bytes {2}\d+ s old\nHow often each was served is not known: [^\n]*\n\nTags \(2\)\n/,
  );
  const listed = await run("inspect . --cache --json", root, { env });
  expect(listed.out).toContain('"ageSeconds"');
  expect(listed.out).not.toContain('"hits"');
});

test.each([
  ["in memory", { EDICT_STORAGE: "memory", EDICT_KEYS: keysText }, "in their own memory"],
  ["that nobody chose", { EDICT_KEYS: keysText }, "in their own memory"],
  [
    "without entries",
    { EDICT_STORAGE: "lmdb:./other", EDICT_KEYS: keysText },
    "Nothing was cached there yet",
  ],
])("a cache %s cannot be looked into, and it says why", async (_name, env, message) => {
  const root = await appWith(files);
  const { code, err, out } = await run("inspect . --cache", root, { env });
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain(message);
});
