import { describe, expect, test } from "vitest";
import { listedId, listedAction, replyOptions } from "../../test/protocol/reply-body.ts";
import { readFormFields, writeHiddenField } from "./form-fields.ts";
import { decodeFormReply } from "./reply/decode-form-reply.ts";
import { FilePart, type FormPart } from "./reply/form-part.ts";

const otherId = "b".repeat(50);
const field = (name: string, value = ""): FormPart => ({ kind: "field", name, value });
const file = (name: string): FormPart =>
  new FilePart({ name, fileName: "x", type: "image/png", bytes: new Uint8Array(1) });
const descriptor = `{"id":"${listedId}","bound":"$@1"}`;
const bound = (n: number, id = listedId): FormPart[] => [
  field(`$ACTION_REF_${n}`),
  field(`$ACTION_${n}:0`, `{"id":"${id}","bound":"$@1"}`),
  field(`$ACTION_${n}:1`, '["sealed",7]'),
];
const read = (parts: readonly FormPart[]) => {
  const result = readFormFields(parts);
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

describe("readFormFields", () => {
  test("G1: finds no action without action fields", () => {
    expect(
      read([field("a", "1"), field("$ACTION_KEY", "k"), field("$EDICT", "b.1")]),
    ).toBeUndefined();
  });

  test("reads an action by its id, and the app's own fields", () => {
    const call = read([
      field(`$ACTION_ID_${listedId}`),
      field("a", "1"),
      field("a", "2"),
      file("f"),
    ]);
    expect(call?.source).toEqual({ kind: "id", id: listedId });
    expect([...(call?.formData ?? [])]).toEqual([
      ["a", "1"],
      ["a", "2"],
      ["f", expect.any(File)],
    ]);
  });

  test("reads an action with bound arguments, and keeps React's and our fields from the form", () => {
    const call = read([
      ...bound(1),
      field("$ACTION_KEY", "kRvHp$1:2/a.b_-"),
      field(
        "$EDICT",
        writeHiddenField({
          build: "b.1",
          wire: "1",
          callId: "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a",
        }),
      ),
      field("$ACTION_other", "x"),
      field("title", "t"),
    ]);
    expect(call?.source).toEqual({ kind: "ref", id: listedId, prefix: "$ACTION_1:" });
    expect(call?.stateKey).toBe("kRvHp$1:2/a.b_-");
    expect(call?.hidden).toEqual({
      build: "b.1",
      wire: "1",
      callId: "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a",
    });
    expect([...(call?.formData ?? [])]).toEqual([["title", "t"]]);
  });

  test.each([
    "/search?q=a%20b&page=2#list",
    "https://example.com/Grüße und Küsse?x=[1]",
    `/${"long/".repeat(300)}`,
  ])("reads the key of a hook whose permalink is %.30s", (permalink) => {
    const call = read([...bound(1), field("$ACTION_KEY", `p${permalink}`)]);
    expect(call?.stateKey).toBe(`p${permalink}`);
  });

  test.each(["b.1", "b.1."])("reads the hidden field %j of a prerendered page", (value) => {
    const call = read([field(`$ACTION_ID_${listedId}`), field("$EDICT", value)]);
    expect(call?.hidden).toEqual({ build: "b", wire: "1" });
  });

  test("G3: lets the last of several action fields decide", () => {
    const fields = [...bound(1, otherId), field(`$ACTION_ID_${otherId}`), ...bound(2)];
    expect(read(fields)?.source).toEqual({ kind: "ref", id: listedId, prefix: "$ACTION_2:" });
    expect(read([...fields, field(`$ACTION_ID_${otherId}`)])?.source).toEqual({
      kind: "id",
      id: otherId,
    });
  });

  test("G11: takes the state key behind the fields of the chosen prefix", () => {
    const [ref1, ...data1] = bound(1);
    const [, ...data2] = bound(2);
    const key = (value: string): FormPart => field("$ACTION_KEY", value);
    if (ref1 === undefined) throw new Error("no reference");
    expect(read([ref1, ...data1, key("k1"), ...data2, key("k2")])?.stateKey).toBe("k1");
    expect(read([...data1, key("k1"), ref1, ...data2, key("k2")])?.stateKey).toBe("k1");
    expect(read([ref1, ...data1, ...data2, key("k2")])?.stateKey).toBeUndefined();
    expect(read([...data2, key("k2"), ref1, ...data1])?.stateKey).toBeUndefined();
  });

  test.each([
    ["G2", "an id of another spelling", [field("$ACTION_ID_x")], "NOT_FOUND"],
    ["G2", "an empty id", [field("$ACTION_ID_")], "NOT_FOUND"],
    ["G2", "an id with a name", [field(`$ACTION_ID_${listedId}#*`)], "NOT_FOUND"],
    ["G2", "constructor", [field("$ACTION_ID_constructor")], "NOT_FOUND"],
    [
      "G2",
      "a described id of another spelling",
      [field("$ACTION_REF_1"), field("$ACTION_1:0", '{"id":"x","bound":null}')],
      "NOT_FOUND",
    ],
    [
      "G3",
      "65 action fields",
      Array.from({ length: 65 }, () => field(`$ACTION_ID_${listedId}`)),
      "MALFORMED",
    ],
    ["G4", "no descriptor", [field("$ACTION_REF_1")], "MALFORMED"],
    ["G4", "two descriptors", [...bound(1), field("$ACTION_1:0", descriptor)], "MALFORMED"],
    ["G4", "a file as the descriptor", [field("$ACTION_REF_1"), file("$ACTION_1:0")], "MALFORMED"],
    ...[
      "null",
      "5",
      "[]",
      `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
      "{",
      '{"id":5,"bound":null}',
      `{"id":"${listedId}"}`,
      `{"id":"${listedId}","bound":null,"a":1}`,
      `{"id":"${listedId}","bound":[]}`,
      `{"id":"${listedId}","bound":"$o1"}`,
      `{"id":"${listedId}","bound":"$h1"}`,
      `{"id":"${listedId}","bound":"$@0"}`,
    ].map(
      (value) =>
        [
          "G5",
          `the descriptor ${value.slice(0, 40)}`,
          [field("$ACTION_REF_1"), field("$ACTION_1:0", value)],
          "MALFORMED",
        ] as const,
    ),
    ["G10", "a suffix of 100 kB", [field(`$ACTION_REF_${"1".repeat(100_000)}`)], "MALFORMED"],
    ["G10", "a suffix that is no number", [field("$ACTION_REF_a")], "MALFORMED"],
    ["G11", "a state key that is a file", [...bound(1), file("$ACTION_KEY")], "MALFORMED"],
    [
      "G11",
      "a state key of 129 characters",
      [...bound(1), field("$ACTION_KEY", "k".repeat(129))],
      "MALFORMED",
    ],
    ["G11", "a state key with markup", [...bound(1), field("$ACTION_KEY", "<b>")], "MALFORMED"],
    ["G11", "a permalink with markup", [...bound(1), field("$ACTION_KEY", "p/<b>")], "MALFORMED"],
    ["G11", "a permalink of two lines", [...bound(1), field("$ACTION_KEY", "p/a\n")], "MALFORMED"],
    [
      "G11",
      "a permalink of 100 kB",
      [...bound(1), field("$ACTION_KEY", `p/${"a".repeat(100_000)}`)],
      "MALFORMED",
    ],
    ["G11", "a hidden field of another spelling", [...bound(1), field("$EDICT", "x")], "MALFORMED"],
    ["G11", "a hidden field that is a file", [...bound(1), file("$EDICT")], "MALFORMED"],
  ] as const)("%s: refuses %s", (_id, _input, parts, code) => {
    expect(readFormFields(parts)).toMatchObject({ ok: false, error: { code } });
  });
});

test("G4: names the descriptor that is a file", () => {
  const result = readFormFields([field("$ACTION_REF_1"), file("$ACTION_1:0")]);
  expect(result.ok ? "" : result.error.reason).toBe('the field "$ACTION_1:0" is a file');
});

describe("decodeFormReply", () => {
  const decode = (parts: readonly FormPart[]) =>
    decodeFormReply(parts, "$ACTION_1:", replyOptions());
  const of = (...values: string[]): FormPart[] =>
    values.map((value, index) => field(`$ACTION_1:${index}`, value));

  test("reads the bound arguments", () => {
    expect(decode([...bound(1), ...bound(2), field("a", "1")])).toEqual({
      ok: true,
      value: { id: listedId, bound: ["sealed", 7] },
    });
  });

  test("reads bound arguments with a Map, a form and a listed action", () => {
    const parts = [
      ...of(descriptor, '["$Q2","$K3","$h4"]', "[[1,2]]"),
      field("$ACTION_1:_3_a", "x"),
      field("$ACTION_1:4", `{"id":"${listedId}","bound":null}`),
    ];
    const result = decode(parts);
    expect(result).toMatchObject({
      ok: true,
      value: { bound: [new Map([[1, 2]]), {}, listedAction] },
    });
  });

  test("reads an action without bound arguments", () => {
    expect(decode(of(`{"id":"${listedId}","bound":null}`))).toEqual({
      ok: true,
      value: { id: listedId, bound: [] },
    });
  });

  test.each([
    ["G4", "no descriptor", []],
    ["G6", "bound arguments with a typed array", of(descriptor, '["$o2"]', "abcd")],
    ["G6", "bound arguments with a bound action", of(descriptor, '["$h2"]', descriptor)],
    ["G7", "no bound arguments", of(descriptor)],
    ["G7", "null for bound arguments", of(descriptor, "null")],
    ["G7", "an object for bound arguments", of(descriptor, '{"length":5000000}')],
    ["G7", "1,001 bound arguments", of(descriptor, `[${"1,".repeat(1_000)}1]`)],
    ["G8", "bound arguments that hold themselves", of(descriptor, '["$1"]')],
    ["G8", "bound arguments that hold the descriptor", of(descriptor, '["$@0"]')],
    [
      "G9",
      "an action that is not listed",
      of(descriptor, '["$h2"]', `{"id":"${otherId}","bound":null}`),
    ],
    ["E11", "a field that is not used", of(descriptor, "[]", "1")],
    [
      "E11",
      "a field that is not used, without bound arguments",
      of(`{"id":"${listedId}","bound":null}`, "1"),
    ],
    ["E3", "a field of another name", [...of(descriptor, "[]"), field("$ACTION_1:x", "1")]],
  ])("%s: refuses %s", (_id, _input, parts) => {
    expect(decode(parts)).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
  });
});
