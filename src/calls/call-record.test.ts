import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createMemoryStore, type Store } from "../storage/index.ts";
import type { Begun, RunningCall } from "./begun.ts";
import { createCallRecord, type CallRecord } from "./call-record.ts";

const call = { key: "call:1", content: "content", principal: "-" };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function newRecord(store: Store, more: { leaseMs?: number; errors?: unknown[] } = {}): CallRecord {
  const { errors = [], leaseMs = 3_000 } = more;
  return createCallRecord({ store, leaseMs, onError: (error) => errors.push(error) });
}

/** A store in memory that keeps it to itself, and one that others might see. */
const stores: readonly (readonly [name: string, make: () => Store])[] = [
  ["alone", () => createMemoryStore({ now: () => Date.now() })],
  ["for others", sharedStore],
];

function sharedStore(): Store {
  const { isPrivate: _, ...store } = createMemoryStore({ now: () => Date.now() });
  return store;
}

function runningOf(begun: Begun | Promise<Begun>): RunningCall {
  if (begun instanceof Promise || begun.kind !== "run") throw new Error("it does not run");
  return begun.running;
}

describe.each(stores)("recorded %s", (_name, make) => {
  test("answers at once over a store that does", () => {
    const record = newRecord(make());
    const running = runningOf(record.begin(call));
    expect(record.begin(call)).toEqual({ kind: "running" });
    expect(running.end({ kept: "out\ncome" })).toBeUndefined();
    expect(record.begin(call)).toEqual({ kind: "ended", kept: "out\ncome" });
  });

  test.each([
    ["another content", { content: "other" }],
    ["another principal", { principal: "other" }],
  ])("an id belongs to its call: %s is another one, while it runs and afterwards", (_, more) => {
    const record = newRecord(make());
    const running = runningOf(record.begin(call));
    expect(record.begin({ ...call, ...more })).toEqual({ kind: "other" });
    void running.end({ kept: "x", principalAfter: "after" });
    expect(record.begin({ ...call, ...more })).toEqual({ kind: "other" });
    expect(record.begin({ ...call, principal: "after" })).toMatchObject({ kind: "ended" });
  });

  test("an end that is not kept is not known, and an empty one is kept", () => {
    const record = newRecord(make());
    void runningOf(record.begin(call)).end({ kept: undefined });
    expect(record.begin(call)).toMatchObject({ kind: "unknown" });
    const other = { ...call, key: "call:2" };
    void runningOf(record.begin(other)).end({ kept: "" });
    expect(record.begin(other)).toEqual({ kind: "ended", kept: "" });
  });

  test("a call is forgotten after a day", () => {
    const record = newRecord(make());
    void runningOf(record.begin(call)).end({ kept: "x" });
    vi.setSystemTime(Date.now() + 86_399_000);
    expect(record.begin(call)).toMatchObject({ kind: "ended" });
    vi.setSystemTime(Date.now() + 2_000);
    expect(record.begin(call)).toMatchObject({ kind: "run" });
  });

  test("waits for the end of a call that runs, no longer than it was told", async () => {
    const record = newRecord(make());
    const running = runningOf(record.begin(call));
    const inTime = record.begin(call, 5_000);
    const tooShort = record.begin(call, 1_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await tooShort).toEqual({ kind: "running" });
    void running.end({ kept: "x" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await inTime).toEqual({ kind: "ended", kept: "x" });
  });

  test("what somebody else wrote under the key of a call is an error", () => {
    const store = make();
    void store.set(call.key, "something", 1_000);
    expect(() => newRecord(store).begin(call)).toThrow("no state of a call");
  });
});

test("a call runs for as long as its process says so, and is unknown once it does not", async () => {
  const store = sharedStore();
  let isAlive = true;
  const running = runningOf(
    newRecord({
      ...store,
      replace: (key, next) => isAlive && store.replace(key, next),
    }).begin(call),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  const elsewhere = newRecord(store);
  expect(elsewhere.begin(call)).toEqual({ kind: "running" });
  // The process dies: nothing renews the lease any more.
  isAlive = false;
  await vi.advanceTimersByTimeAsync(1_900);
  expect(elsewhere.begin(call)).toEqual({ kind: "running" });
  await vi.advanceTimersByTimeAsync(1_200);
  expect(elsewhere.begin(call)).toMatchObject({ kind: "unknown" });
  // It was only slow: its end counts, and it still has not run twice.
  void running.end({ kept: "late" });
  expect(elsewhere.begin(call)).toEqual({ kind: "ended", kept: "late" });
});

test("a lease is not renewed over the end of its call, and stops with it", async () => {
  const store = sharedStore();
  const writes = vi.fn(store.replace);
  const record = newRecord({ ...store, replace: writes });
  const running = runningOf(record.begin(call));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(writes).toHaveBeenCalled();
  void running.end({ kept: "x" });
  writes.mockClear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(writes).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
  expect(record.begin(call)).toMatchObject({ kind: "ended" });
});

test("a lease that cannot be renewed is told, and tried again", async () => {
  const errors: unknown[] = [];
  const store = { ...sharedStore(), replace: () => Promise.reject(new Error("away")) };
  void newRecord(store, { errors }).begin(call);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(errors.length).toBeGreaterThan(1);
  expect(errors[0]).toEqual(new Error("away"));
});

test("alone, a call is written once and needs no timer", () => {
  const store = createMemoryStore();
  const write = vi.fn(store.set);
  const claim = vi.fn(store.setIfAbsent);
  const record = newRecord({ ...store, set: write, setIfAbsent: claim });
  const running = runningOf(record.begin(call));
  expect(write).not.toHaveBeenCalled();
  void running.end({ kept: "x" });
  expect(write).toHaveBeenCalledOnce();
  expect(claim).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
