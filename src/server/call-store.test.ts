import { expect, test } from "vitest";
import { createCallStore } from "./call-store.ts";
import type { LogEntry } from "./log-sink.ts";

test("the log says when calls are forgotten before their time, and not for each of them", () => {
  const log: LogEntry[] = [];
  const store = createCallStore((entry) => log.push(entry));
  const value = "v".repeat(60_000);
  for (let i = 0; i < 500; i++) void store.set(`rate:${i}`, value, 1_000);
  for (let i = 0; i < 500; i++) void store.set(`rate:b${i}`, value, 1_000);
  expect(log).toEqual([]); // counts that go are no calls
  for (let i = 0; i < 2_000; i++) void store.set(`call:${i}`, value, 1_000);
  expect(log).toHaveLength(1);
  expect(log[0]).toMatchObject({ level: "warn", line: expect.stringContaining('"lmdb:') });
});
