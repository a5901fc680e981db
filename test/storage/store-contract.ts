import { expect, onTestFinished, test } from "vitest";
import type { Store } from "../../src/storage/index.ts";

/** A store under test, on a clock that the test moves. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly passMs: (ms: number) => void | Promise<void>;
  /** How exactly it keeps times. Default: 1. */
  readonly precisionMs?: number;
}

/** Holds a store to what `Store` promises; every kind of store runs it. `open` gives an empty one. */
export function testStoreContract(open: () => StoreUnderTest | Promise<StoreUnderTest>): void {
  const openForTest = async (): Promise<StoreUnderTest> => {
    const opened = await open();
    onTestFinished(async () => opened.store.close());
    return opened;
  };
  testValues(openForTest);
  testAtomicChanges(openForTest);
  testChannels(openForTest);
}

type OpenForTest = () => Promise<StoreUnderTest>;

function testValues(openForTest: OpenForTest): void {
  test("gives back what was set, and nothing for another key", async () => {
    const { store } = await openForTest();
    await store.set("a", "väl\u{1F600}ue", 1_000);
    await store.set("empty", "", 1_000);
    expect(await store.get("a")).toBe("väl\u{1F600}ue");
    expect(await store.get("empty")).toBe("");
    expect(await store.get("b")).toBeUndefined();
  });

  test("forgets a value once its time has passed, not before", async () => {
    const { store, passMs, precisionMs = 1 } = await openForTest();
    await store.set("a", "1", 10_000);
    await passMs(10_000 - precisionMs);
    expect(await store.get("a")).toBe("1");
    await passMs(precisionMs + 1);
    expect(await store.get("a")).toBeUndefined();
    expect(await store.setIfAbsent("a", "2", 10_000)).toBeUndefined();
    expect(await store.get("a")).toBe("2");
  });

  test("writing again begins the time anew", async () => {
    const { store, passMs } = await openForTest();
    await store.set("a", "1", 10_000);
    await passMs(9_000);
    await store.set("a", "2", 10_000);
    await passMs(8_000);
    expect(await store.get("a")).toBe("2");
    await passMs(2_001);
    expect(await store.get("a")).toBeUndefined();
  });

  test("deletes what is there, and does not mind what is not", async () => {
    const { store } = await openForTest();
    await store.set("a", "1", 1_000);
    await store.delete("a");
    await store.delete("a");
    expect(await store.get("a")).toBeUndefined();
  });

  test("refuses keys and times that not every store could hold", async () => {
    const { store } = await openForTest();
    for (const key of ["", "é", "a\n", "k".repeat(513)])
      await expect((async () => store.set(key, "1", 1_000))()).rejects.toThrow(RangeError);
    for (const ttlMs of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      await expect((async () => store.set("a", "1", ttlMs))()).rejects.toThrow(RangeError);
    await store.set("k".repeat(512), "1", 1_000);
    expect(await store.get("k".repeat(512))).toBe("1");
  });
}

function testAtomicChanges(openForTest: OpenForTest): void {
  test("of many who set a key that is absent, one does, and all others see its value", async () => {
    const { store } = await openForTest();
    const present = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => store.setIfAbsent("a", `${index}`, 1_000)),
    );
    const winner = await store.get("a");
    expect(present.filter((value) => value === undefined)).toHaveLength(1);
    expect(present.filter((value) => value === winner)).toHaveLength(19);
    expect(present.indexOf(undefined)).toBe(Number(winner));
  });

  test("replaces a value only while it is the expected one", async () => {
    const { store, passMs } = await openForTest();
    expect(await store.replace("a", { expected: "", value: "x", ttlMs: 1_000 })).toBe(false);
    expect(await store.get("a")).toBeUndefined();
    await store.set("a", "1", 10_000);
    const swaps = Array.from({ length: 10 }, async (_, index) =>
      store.replace("a", { expected: "1", value: `by ${index}`, ttlMs: 50_000 }),
    );
    expect((await Promise.all(swaps)).filter(Boolean)).toHaveLength(1);
    expect(await store.get("a")).toMatch(/^by \d$/);
    await passMs(15_000);
    expect(await store.get("a")).toMatch(/^by \d$/); // its own time counts
  });

  test("counts every increment once, within the time of the first", async () => {
    const { store, passMs } = await openForTest();
    const counts = await Promise.all(
      Array.from({ length: 20 }, async () => store.increment("n", 10_000)),
    );
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    await passMs(8_000);
    expect(await store.increment("n", 10_000)).toBe(21);
    expect(await store.get("n")).toBe("21");
    await passMs(2_001);
    expect(await store.increment("n", 10_000)).toBe(1);
  });

  test("does not count on from what is no number", async () => {
    const { store } = await openForTest();
    await store.set("a", "word", 1_000);
    await expect((async () => store.increment("a", 1_000))()).rejects.toThrow("is no number");
    expect(await store.get("a")).toBe("word");
  });
}

function testChannels(openForTest: OpenForTest): void {
  test("tells those who listen on a channel, and nobody else", async () => {
    const { store } = await openForTest();
    const heard: string[] = [];
    await store.publish("news", "before anybody listened");
    store.subscribe("news", (message) => heard.push(`one ${message}`));
    const leave = store.subscribe("news", (message) => heard.push(`two ${message}`));
    store.subscribe("other", (message) => heard.push(`other ${message}`));
    await store.publish("news", "a:b");
    await expect.poll(() => heard.length).toBe(2);
    await store.publish("news", "");
    await expect.poll(() => heard.length).toBe(4);
    leave();
    await store.publish("news", "last");
    await expect.poll(() => heard.length).toBe(5);
    expect(heard.filter((each) => each.startsWith("one"))).toEqual(["one a:b", "one ", "one last"]);
    expect(heard.filter((each) => each.startsWith("two"))).toEqual(["two a:b", "two "]);
  });
}
