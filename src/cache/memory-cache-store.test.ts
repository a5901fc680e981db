import { expect, test } from "vitest";
import {
  entryOf,
  listAll,
  readText,
  testCacheStoreContract,
} from "../../test/cache/cache-store-contract.ts";
import { createMemoryCacheStore } from "./memory-cache-store.ts";
import type { CacheStore, Revision } from "./cache-store.ts";

testCacheStoreContract(() => {
  let time = 1_700_000_000_000;
  return {
    store: createMemoryCacheStore({ now: () => time }),
    passMs: (ms) => (time += ms),
    now: () => time,
  };
});

function revisionOf(store: CacheStore): Revision {
  const read = store.read("nothing", []);
  if (read instanceof Promise) throw new Error("it did not answer at once");
  return read.revision;
}

test("answers at once", () => {
  const store = createMemoryCacheStore();
  expect(store.fill("k", entryOf("1", { revision: revisionOf(store) }))).toBe(true);
  expect(store.bump(["a"], { kind: "at-once" })).toBeUndefined();
});

test("stays within its bytes: what was not used for the longest time goes, and what is larger than all of them is not kept", async () => {
  const store = createMemoryCacheStore({ maxBytes: 8_000 });
  const revision = revisionOf(store);
  const text = "v".repeat(500); // with its entry a bit above 2,012 bytes
  for (const key of ["a", "b", "c"]) void store.fill(key, entryOf(text, { revision }));
  await store.read("a", []);
  void store.fill("d", entryOf(text, { revision }));
  const kept = await listAll(store);
  expect(kept.map(({ key }) => key).toSorted()).toEqual(["a", "c", "d"]);
  expect(store.fill("a", entryOf("v".repeat(3_000), { revision }))).toBe(false);
  expect(await readText(store, "a")).toBe("miss");
});

test("forgets the tag that moved longest ago, and serves nothing that it might have ended", async () => {
  const store = createMemoryCacheStore({ maxTags: 2 });
  const early = revisionOf(store);
  void store.fill("early", entryOf("1", { tags: ["other"], revision: early }));
  void store.bump(["a"], { kind: "at-once" });
  const between = revisionOf(store);
  void store.fill("between", entryOf("1", { tags: ["other"], revision: between }));
  void store.bump(["b", "c"], { kind: "at-once" });
  expect(await readText(store, "early")).toBe("miss");
  expect(store.fill("late", entryOf("1", { tags: ["a"], revision: early }))).toBe(false);
  expect(await readText(store, "between")).toBe("fresh 1");
});
