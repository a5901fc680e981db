import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeReply,
  defaultReplyBudgets,
  parseMultipart,
} from "../../src/protocol/reply/index.ts";
import { refusalStatus } from "../../src/protocol/index.ts";
import { boundary, listedId, multipart, replyOptions, type BodyPart } from "./reply-body.ts";

const runs = Number(process.env["EDICT_LONG"] ?? 4_000);
const type = { kind: "multipart", boundary } as const;

const partId = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 6 }).map((id) => id.toString(16)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "a", "ff", "00", "-1", "1e1", "__proto__", "9".repeat(20)),
  },
);
const segment = fc.constantFrom(
  "0",
  "1",
  "a",
  "then",
  "",
  "length",
  "__proto__",
  "constructor",
  "00",
  "value",
  "id",
);
const path = fc.array(segment, { maxLength: 5 });
const tags = "@hQWKiBAoOUSsLlGgMmVRrXxTDnFIN-u$z".split("");
const tagged = fc.oneof(
  fc.tuple(fc.constantFrom("", "", ...tags), partId).map(([tag, id]) => `$${tag}${id}`),
  fc.tuple(partId, path).map(([id, segments]) => `$${[id, ...segments].join(":")}`),
  fc.constantFrom(
    "$T",
    "$undefined",
    "$NaN",
    "$-0",
    "$Infinity",
    "$n12",
    "$n",
    "$$",
    "$",
    "$D2020-01-01T00:00:00.000Z",
    "$D",
  ),
);
const key = fc.constantFrom(
  "a",
  "b",
  "then",
  "0",
  "id",
  "bound",
  "constructor",
  "toJSON",
  "$$promise",
  "length",
);

const model = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: "hostile" },
    { weight: 5, arbitrary: tagged },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 1, "x", true, -0) },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(key, tie("value"), { maxKeys: 3 }) },
    {
      weight: 1,
      arbitrary: fc.record({
        id: fc.constantFrom<unknown>(listedId, "x", 5),
        bound: fc.constantFrom<unknown>(null, "$@1", "$1"),
      }),
    },
  ),
})).value;

const json = fc.oneof(
  { weight: 9, arbitrary: model.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "[", '{"__proto__":"$1"}', '["\\u0024h1"]', "[1e999]", '"$@1"'),
  },
);
const name = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 6 }).map(String) },
  { weight: 2, arbitrary: fc.tuple(partId, key).map(([id, rest]) => `_${id}_${rest}`) },
  { weight: 1, arbitrary: fc.constantFrom("S1", "-1", "01", "x", "0") },
);
const part = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(name, json) },
  { weight: 1, arbitrary: fc.tuple(name, fc.uint8Array({ maxLength: 16 }), fc.constant("blob")) },
) as fc.Arbitrary<BodyPart>; // pairs and triples, as written above

const body = fc
  .tuple(fc.array(model, { maxLength: 4 }), fc.array(part, { maxLength: 6 }), fc.boolean())
  .map(([args, parts, first]): BodyPart[] => {
    const root: BodyPart = ["0", JSON.stringify(args)];
    return first ? [root, ...parts] : [...parts, root];
  });

/** Reads everything that an action could read without being careful. */
async function readAll(value: unknown, depth = 0): Promise<void> {
  expect(depth).toBeLessThan(300);
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Promise) return readAll(await value, depth + 1);
  if (value instanceof Map || value instanceof Set || Array.isArray(value)) {
    for (const item of value) await readAll(item, depth + 1);
    return;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return;
  expect(Object.hasOwn(value, "__proto__")).toBe(false);
  expect(typeof Reflect.get(value, "then")).not.toBe("function");
  for (const item of Object.values(value)) await readAll(item, depth + 1);
}

describe("hostile replies", { timeout: 3_600_000 }, () => {
  test("are refused, or decode to values that can be read to their end", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(body, async (parts) => {
        const result = decodeReply(multipart(parts), type, replyOptions());
        if (result.ok) {
          accepted++;
          await readAll(result.value);
        } else {
          expect(refusalStatus[result.error.code]).toBeLessThan(500);
          expect(result.error.reason.length).toBeLessThan(300);
          expect(result.error.reason).not.toMatch(/[\r\n]/u);
        }
      }),
      { numRuns: runs, seed: 20_26 },
    );
    // A generator that never gets through would prove little.
    expect(accepted).toBeGreaterThan(runs / 100);
  });

  test("cut or altered at any byte never throw", () => {
    const alteration = fc.record({ at: fc.nat(2_000), byte: fc.nat(255), cut: fc.boolean() });
    fc.assert(
      fc.property(body, alteration, (parts, { at, byte, cut }) => {
        const bytes = multipart(parts);
        const index = at % bytes.length;
        const altered = cut
          ? bytes.subarray(0, index)
          : Uint8Array.from(bytes).fill(byte, index, index + 1);
        const result = parseMultipart(altered, boundary, defaultReplyBudgets);
        if (cut && index < bytes.length - 2) expect(result.ok).toBe(false);
        expect(typeof decodeReply(altered, type, replyOptions()).ok).toBe("boolean");
      }),
      { numRuns: Math.ceil(runs / 4), seed: 20_26 },
    );
  });
});
