import { expect, test } from "vitest";
import { testStoreContract } from "../../test/storage/store-contract.ts";
import { createMemoryStore } from "./memory-store.ts";

testStoreContract(() => {
  let time = 1_000;
  return {
    store: createMemoryStore({ now: () => time }),
    passMs: (ms) => void (time += ms),
  };
});

test("answers at once", () => {
  const store = createMemoryStore();
  expect(store.setIfAbsent("a", "1", 1_000)).toBeUndefined();
  expect(store.get("a")).toBe("1");
  expect(store.increment("n", 1_000)).toBe(1);
  expect(store.replace("a", { expected: "1", value: "2", ttlMs: 1_000 })).toBe(true);
});

test("stays within its bytes: what was not used for the longest time goes, and its owner is told", () => {
  const evicted: string[] = [];
  const store = createMemoryStore({ maxBytes: 5_000, onEvict: (key) => evicted.push(key) });
  const value = "v".repeat(500); // with its entry a bit above 1,256 bytes
  void store.set("a", value, 1_000);
  void store.set("b", value, 1_000);
  void store.set("c", value, 1_000);
  expect(store.get("a")).toBe(value);
  void store.set("d", value, 1_000);
  expect(evicted).toEqual(["b"]);
  expect(["a", "b", "c", "d"].map((key) => store.get(key) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test("what has passed its time goes without a word", () => {
  const evicted: string[] = [];
  let time = 1;
  const store = createMemoryStore({
    maxBytes: 3_000,
    onEvict: (key) => evicted.push(key),
    now: () => time,
  });
  const value = "v".repeat(500);
  void store.set("a", value, 10);
  void store.set("b", value, 100);
  time = 50;
  void store.set("c", value, 100);
  expect(evicted).toEqual([]);
  expect(store.get("b")).toBe(value);
  void store.set("d", value, 100);
  expect(evicted).toEqual(["c"]);
});

test("bytes are counted right over changes of every kind", () => {
  const evicted: string[] = [];
  const store = createMemoryStore({ maxBytes: 4_000, onEvict: (key) => evicted.push(key) });
  for (let round = 0; round < 50; round++) {
    void store.set("a", "v".repeat(round * 10), 1_000);
    void store.set("b", "v".repeat(500 - round * 10), 1_000);
    void store.increment("n", 1_000);
    void store.delete("a");
    void store.set("c", "x", 1_000);
    void store.delete(round % 2 === 0 ? "b" : "c");
  }
  expect(evicted).toEqual([]);
  for (const key of ["b", "c", "n"]) void store.delete(key);
  void store.set("whole", "v".repeat(1_867), 1_000); // with its key and entry exactly 4,000 bytes
  expect(evicted).toEqual([]);
  expect(store.get("whole")).toHaveLength(1_867);
});

test("says so when a value can never fit", () => {
  const store = createMemoryStore({ maxBytes: 1_000 });
  expect(() => store.set("a", "v".repeat(1_000), 1_000)).toThrow("does not fit");
  expect(store.get("a")).toBeUndefined();
});

test("what was deleted or replaced was not evicted", () => {
  const evicted: string[] = [];
  const store = createMemoryStore({ onEvict: (key) => evicted.push(key) });
  void store.set("a", "1", 1_000);
  void store.set("a", "2", 1_000);
  void store.delete("a");
  expect(evicted).toEqual([]);
});
