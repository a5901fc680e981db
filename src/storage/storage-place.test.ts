import { expect, test } from "vitest";
import { parseStoragePlace } from "./storage-place.ts";

test("reads where an app keeps things", () => {
  expect(parseStoragePlace("memory")).toEqual({ ok: true, value: { kind: "memory" } });
  expect(parseStoragePlace("lmdb:./.edict/storage")).toEqual({
    ok: true,
    value: { kind: "lmdb", folder: "./.edict/storage" },
  });
});

test.each(["redis://localhost", "rediss://cache.example:6380/1"])(
  "says of %s that it comes later, and what to use until then",
  (text) => {
    expect(parseStoragePlace(text)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/no storage yet.*"lmdb:/),
    });
  },
);

test.each(["", "lmdb", "lmdb:", "file:./x", "Memory", "memory:", "lmdb:./a\0b"])(
  "says of %j what to write",
  (text) => {
    expect(parseStoragePlace(text)).toEqual({
      ok: false,
      error: 'Write "memory", or "lmdb:" and a folder, e.g. "lmdb:./.edict/storage".',
    });
  },
);
