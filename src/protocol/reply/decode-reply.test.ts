import { describe, expect, test } from "vitest";
import {
  decodeForm,
  decodeText,
  listedAction,
  listedId,
  replyOptions,
} from "../../../test/protocol/reply-body.ts";
import { decodeReply } from "./decode-reply.ts";

const bytes = new Uint8Array([1, 2, 3, 4]);
const action = JSON.stringify({ id: listedId, bound: null });
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

describe("decodeReply accepts", () => {
  test.each([
    [
      "F17",
      '[{"constructor":1,"prototype":2,"toString":3,"hasOwnProperty":4,"toJSON":5}]',
      [{ constructor: 1, prototype: 2, toString: 3, hasOwnProperty: 4, toJSON: 5 }],
    ],
    ["F18: then with data", '[{"then":"later"}]', JSON.parse('[{"then":"later"}]')],
    ["F52", '["\\ud800\\u0000"]', ["\ud800\u0000"]],
    ["F53", '[1e999,"$-0",-0]', [Infinity, -0, -0]],
    ["F54", '[{"a":1,"a":2}]', [{ a: 2 }]],
    ["F55: an escaped $$", '["\\u0024\\u0024h1"]', ["$h1"]],
    ["64 arguments", `[${"1,".repeat(63)}1]`, Array.from({ length: 64 }, () => 1)],
    ["a BigInt of 100 digits", `["$n-${"9".repeat(100)}"]`, [-(10n ** 100n - 1n)]],
    ["a date far away", '["$D+275760-09-13T00:00:00.000Z"]', [new Date(8.64e15)]],
    ["no arguments", "[]", []],
  ])("%s", (_name, body, values) => {
    const result = decodeText(body);
    expect(result).toEqual({ ok: true, value: values });
    expect(
      Object.is(result.ok && result.value[0], values[0]) ||
        typeof values[0] === "object" ||
        typeof values[0] === "bigint",
    ).toBe(true);
  });

  test("values 64 levels deep, and none deeper", () => {
    expect(decodeText(`[${nested(64)}]`).ok).toBe(true);
    expect(decodeText(`[${nested(65)}]`).ok).toBe(false);
  });

  test("E6: the arguments before the parts they refer to", () => {
    const result = decodeForm([
      ["0", '["$Q1"]'],
      ["1", "[[1,2]]"],
    ]);
    expect(result).toEqual({ ok: true, value: [new Map([[1, 2]])] });
  });

  test("a listed action, in each place it is referred to", () => {
    const result = decodeForm({ 0: '["$h1",{"a":"$h1"}]', 1: action });
    expect(result).toEqual({ ok: true, value: [listedAction, { a: listedAction }] });
  });

  test("F43: a form whose part number is ten or more, whole", () => {
    const result = decodeForm([
      ["_26_a", "1"],
      ["_26_a", "2"],
      ["0", '["$K1a"]'],
    ]);
    expect(result.ok && [...(result.value[0] as FormData)]).toEqual([
      ["a", "1"],
      ["a", "2"],
    ]); // $K
  });

  test("a form whose field names look like part names", () => {
    const result = decodeForm([
      ["_1__2_a", "1"],
      ["_1_0", "2"],
      ["0", '["$K1"]'],
    ]);
    expect(result.ok && [...(result.value[0] as FormData)]).toEqual([
      ["_2_a", "1"],
      ["0", "2"],
    ]); // $K
  });

  test("bytes as a copy that nothing else can see", () => {
    const body = decodeForm({ 0: '["$o1","$A2"]', 1: bytes, 2: bytes });
    expect(body).toEqual({ ok: true, value: [bytes, bytes.buffer] });
    expect(body.ok && (body.value[0] as Uint8Array).buffer.byteLength).toBe(4); // $o
  });
});

describe("an opaque argument (F51)", () => {
  const options = replyOptions();
  const result = decodeReply(
    new TextEncoder().encode('["$T",{"icon":["$T"]}]'),
    { kind: "text" },
    options,
  );
  const [first, second] = (result.ok ? result.value : []) as [
    Record<string, unknown> & (() => unknown),
    { icon: [object] },
  ]; // as sent

  test("is known under the path that React's client remembers", () => {
    expect(options.temporaryReferences.get(first)).toBe("0:0");
    expect(options.temporaryReferences.get(second.icon[0])).toBe("0:1:icon:0");
  });

  test("says which argument it is when it is read, written or called", () => {
    expect(() => first["props"]).toThrow("Cannot access props of argument 1 on the server");
    expect(() => Reflect.set(second.icon[0], "a", 1)).toThrow('argument 2["icon"]["0"]');
    expect(() => first()).toThrow("argument 1 cannot be called on the server");
  });

  test("can be awaited and handed on", async () => {
    expect(await Promise.resolve(first)).toBe(first);
  });
});
