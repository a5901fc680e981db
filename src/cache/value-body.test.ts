import { expect, test } from "vitest";
import type { CacheEntry } from "./cache-store.ts";
import { readValueBody, writeValueBody } from "./value-body.ts";

function entryOf(value: unknown): CacheEntry {
  const body = writeValueBody(value);
  if (!body.ok) throw new Error(body.error.what);
  const revision = { epoch: "e", count: 0 };
  return {
    body: body.value,
    about: "a test",
    tags: [],
    revision,
    filledAt: 0,
    staleAt: 1,
    expiresAt: 1,
  };
}

test("a value comes back as it was, as often as it is read", () => {
  const value = {
    text: "é",
    none: undefined,
    list: [1, [2n, -0]],
    map: new Map([[{ a: 1 }, new Set([new Date(0)])]]),
    bytes: new Uint8Array([1, 2]),
    bare: Object.assign(Object.create(null), { a: [1] }),
  };
  const entry = entryOf(value);
  expect(readValueBody(entry)).toStrictEqual(value);
  expect(readValueBody(entry)).toStrictEqual(value);
});

test("what a caller changes in its value the next one does not see", () => {
  const entry = entryOf({
    list: [{ a: 1 }],
    map: new Map([["k", [1]]]),
    set: new Set([1]),
    date: new Date(0),
    bytes: new Uint8Array(1),
  });
  const expected = readValueBody(entry);
  for (let round = 0; round < 2; round++) {
    // What was written above.
    const own = readValueBody(entry) as {
      list: { a: number }[];
      map: Map<string, number[]>;
      set: Set<number>;
      date: Date;
      bytes: Uint8Array;
    };
    own.list[0] = { a: 2 };
    own.map.get("k")?.push(2);
    own.set.add(2);
    own.date.setTime(1);
    own.bytes[0] = 1;
  }
  expect(readValueBody(entry)).toStrictEqual(expected);
});

test("names what cannot be written down", () => {
  expect(writeValueBody({ user: { session: () => 1 } })).toEqual({
    ok: false,
    error: { path: "it.user.session", what: "a function that is no Server Action" },
  });
});
