import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeValues } from "../protocol/values/index.ts";
import { writeCacheKey } from "./cache-key.ts";

test("the parts of a key cannot run into each other", () => {
  const lists = [
    ["a", "b"],
    ["a,b"],
    ["ab", ""],
    ["", "ab"],
    ["1:a", "b"],
    ["a1:b"],
    ["a", "1:b"],
    [],
    [""],
    ["", ""],
    ["\ud800"],
    ["\udfff"],
    ["\ufffd"],
    ['"\\ud800"'],
    ["\ud83d\ude00"],
    ["\ud83d", "\ude00"],
    ["é"],
    ["e\u0301"],
    ["E\u0301"],
    ["%2F"],
    ["%2f"],
    ["/"],
  ];
  expect(new Set(lists.map(writeCacheKey)).size).toBe(lists.length);
});

test("a key is well-formed, whatever its parts are", () => {
  const key = writeCacheKey(["\ud800", "x\udfffy", "\ud83d\ude00"]);
  expect(Buffer.from(key, "utf8").toString("utf8")).toBe(key);
});

/** Near misses are likelier than among random values: the same few building blocks, and a value with one thing changed. */
const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      "a",
      "1",
      ":",
      "~",
      ",",
      '"',
      "[",
      "é",
      "\ud800",
      "\udc00",
      "\ufffd",
      "\0",
    ),
    maxLength: 4,
  }),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const leaf = fc.oneof(
  text,
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    0,
    -0,
    1,
    "1",
    1n,
    Number.NaN,
    Infinity,
    "undefined",
    "null",
  ),
  fc.date({ noInvalidDate: false }),
  fc.uint8Array({ maxLength: 3 }),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 3 },
    ),
    fc.array(tie("value"), { maxLength: 2 }).map((items) => new Set(items)),
    fc.array(fc.tuple(leaf, tie("value")), { maxLength: 2 }).map((items) => new Map(items)),
  ),
}));
const list = fc.array(value, { maxLength: 3 });

function keyOf(label: string, args: readonly unknown[]): string {
  const written = writeValues(args);
  if (!written.ok) throw new Error(`${written.error.path}: ${written.error.what}`);
  return writeCacheKey([label, written.value]);
}

test("two inputs that differ never share a key", { timeout: 3_600_000 }, () => {
  const pairs = process.env["EDICT_LONG"] === "1" ? 1_000_000 : 3_000;
  let differing = 0;
  fc.assert(
    fc.property(text, list, text, list, (labelA, a, labelB, b) => {
      if (labelA === labelB && isDeepStrictEqual(a, b)) return;
      differing++;
      // As the stores hash them: what differs must differ in bytes.
      const keys = [keyOf(labelA, a), keyOf(labelB, b)].map((key) =>
        Buffer.from(key, "utf8").toString("latin1"),
      );
      expect(keys[0]).not.toBe(keys[1]);
    }),
    { numRuns: pairs },
  );
  expect(differing).toBeGreaterThan(pairs / 2);
});
