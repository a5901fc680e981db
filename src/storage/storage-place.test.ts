import { expect, test } from "vitest";
import { parseStoragePlace } from "./storage-place.ts";

test("reads where an app keeps things", () => {
  expect(parseStoragePlace("memory")).toEqual({ ok: true, value: { kind: "memory" } });
  expect(parseStoragePlace("lmdb:./.edict/storage")).toEqual({
    ok: true,
    value: { kind: "lmdb", folder: "./.edict/storage" },
  });
  expect(parseStoragePlace("redis://localhost")).toMatchObject({
    ok: true,
    value: { kind: "redis", nodes: [{ host: "localhost", port: 6_379 }] },
  });
});

test.each(["", "lmdb", "lmdb:", "file:./x", "Memory", "memory:", "lmdb:./a\0b"])(
  "says of %j what to write",
  (text) => {
    expect(parseStoragePlace(text)).toEqual({
      ok: false,
      error:
        'Write "memory", "lmdb:" and a folder, e.g. "lmdb:./.edict/storage", or the address of a Redis, e.g. "redis://localhost:6379".',
    });
  },
);
