import { describe, expect, test } from "vitest";
import type { Result } from "../../base/index.ts";
import type { Refusal } from "../refusal.ts";
import {
  decodeForm,
  decodeText,
  listedId,
  replyOptions,
  type BodyPart,
} from "../../../test/protocol/reply-body.ts";
import { decodeReply } from "./decode-reply.ts";

const bytes = new Uint8Array([1, 2, 3, 4]);
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const chain = (tag: string, length: number): Record<string, string> =>
  Object.fromEntries([
    ["0", `["${tag}1"]`],
    ...Array.from({ length }, (_, index) => [
      String(index + 1),
      `"${tag}${(index + 2).toString(16)}"`,
    ]),
    [String(length + 1), "1"],
  ]);
const doubling = Array.from({ length: 40 }, (_, level) => `["$0:${level}","$0:${level}"]`);
const action = JSON.stringify({ id: listedId, bound: null });
const form = (fields: Record<string, string | Uint8Array> | readonly BodyPart[]) => () =>
  decodeForm(fields);
const text = (body: string) => () => decodeText(body);
const numbered = (count: number, value: string): BodyPart[] =>
  Array.from({ length: count }, (_, index): BodyPart => [String(index + 1), value]);

type Row = readonly [
  id: string,
  input: string,
  decode: () => Result<unknown[], Refusal>,
  reason: RegExp,
];

const refused: readonly Row[] = [
  ["E3", "the field NaN", form({ 0: "[]", NaN: "1" }), /name "NaN"/u],
  ["E3", "the field -1", form({ 0: "[]", "-1": "1" }), /name "-1"/u],
  ["E3", "the field 1e1", form({ 0: "[]", "1e1": "1" }), /name "1e1"/u],
  [
    "E3",
    "the field __proto__",
    form([
      ["0", "[]"],
      ["__proto__", "1"],
    ]),
    /name "__proto__"/u,
  ],
  ["E3", "the field 01", form({ 0: "[]", "01": "1" }), /name "01"/u],
  ["E3", "the field S01", form({ 0: "[]", S01: "1" }), /name "S01"/u],
  [
    "E4",
    "part 0 twice",
    form([
      ["0", "[]"],
      ["0", "[]"],
    ]),
    /part 0 twice/u,
  ],
  [
    "E4",
    "part 1 twice",
    form([
      ["1", "1"],
      ["1", "1"],
      ["0", '["$1"]'],
    ]),
    /part 1 twice/u,
  ],
  ["E5", "a file as a model", form({ 0: '["$Q1"]', 1: bytes }), /file where a model/u],
  ["E5", "a file as the arguments", form({ 0: bytes }), /file where a model/u],
  ["E5", "a model as a file", form({ 0: '["$B1"]', 1: "1" }), /field where a file/u],
  [
    "E1",
    "257 model parts",
    form([...numbered(256, "1"), ["0", "[]"]]),
    /serverActions\.maxModelParts/u,
  ],
  ["E11", "a part nothing refers to", form({ 0: "[]", 1: "1" }), /part 1 is not used/u],
  [
    "E11",
    "form entries nothing refers to",
    form({ 0: "[]", _1_a: "1" }),
    /entries 1 are not used/u,
  ],
  ["F1", "no root part", form({ 1: "1" }), /no part 0/u],
  ["F1", "no parts", form({}), /no part 0/u],
  ["F1", "an empty body", text(""), /not JSON/u],
  ["F1", "bad JSON", text("[1,"), /not JSON/u],
  ["F1", "bad JSON in a part", form({ 0: '["$1"]', 1: "{" }), /part 1 is not JSON/u],
  ["F2", "an object", text("{}"), /no array/u],
  ["F2", "a string", text('"$undefined"'), /no array/u],
  ["F2", "null", text("null"), /no array/u],
  ["F2", "a number", text("5"), /no array/u],
  ["F2", "an opaque value", text('"$T"'), /no array/u],
  ["F3", "65 arguments", text(`[${"1,".repeat(64)}1]`), /serverActions\.maxArguments/u],
  ["F3", "900,000 arguments", text(`[${"1,".repeat(899_999)}1]`), /serverActions\.maxArguments/u],
  ["F4", "a reference to a missing part", text('["$1"]'), /missing part 1/u],
  ["F4", "a path into a missing part", text('["$1:a"]'), /missing part/u],
  ["F5", "a promise of a missing part", text('["$@1"]'), /missing part 1/u],
  ["F6", "a root that refers to itself", text('"$0"'), /no array/u],
  [
    "F6",
    "two parts that refer to each other",
    form({ 0: '["$1"]', 1: '"$2"', 2: '"$1"' }),
    /refers to a reference/u,
  ],
  ["F7", "an array that holds itself", text('["$0"]'), /part 0 is used as root/u],
  ["F7", "an object that holds itself", text('[{"self":"$0:0"}]'), /a cycle/u],
  [
    "F7",
    "100,000 references to itself",
    text(`[[${'"$0:0",'.repeat(49_000)}1]]`),
    /serverActions\.maxReferences/u,
  ],
  ["F8", "a promise of itself", form({ 0: '["$@1"]', 1: '["$@1"]' }), /a cycle/u],
  [
    "F8",
    "two promises of each other",
    form({ 0: '["$@1"]', 1: '["$@2"]', 2: '["$@1"]' }),
    /a cycle/u,
  ],
  ["F8", "a promise of the arguments", form({ 0: '["$@0"]' }), /part 0 is used as root/u],
  [
    "F9",
    "a promise of a promise",
    form({ 0: '["$@1"]', 1: '"$@2"', 2: "1" }),
    /promise of a promise/u,
  ],
  ["F9", "a chain of 200 promises", form(chain("$@", 200)), /promise of a promise/u],
  [
    "F10",
    "a bound action",
    form({ 0: '["$h1"]', 1: `{"id":"${listedId}","bound":"$@2"}`, 2: "[]" }),
    /does not take/u,
  ],
  ["F11", "a chain of 200 references", form(chain("$", 200)), /refers to a reference/u],
  [
    "F11",
    "nested promises of 100 levels",
    form({
      0: '["$@1"]',
      ...Object.fromEntries(
        Array.from({ length: 100 }, (_, index) => [
          String(index + 1),
          index === 99 ? "1" : `["$@${(index + 2).toString(16)}"]`,
        ]),
      ),
    }),
    /serverActions\.maxDepth/u,
  ],
  ["F12", "JSON 5,000 deep", text(`[${nested(5_000)}]`), /serverActions\.maxDepth/u],
  ["F12", "JSON 500,000 deep", text(`[${nested(500_000)}]`), /serverActions\.maxDepth/u],
  [
    "F13",
    "an array of a million",
    text(`[[${"1,".repeat(999_999)}1]]`),
    /serverActions\.maxNodes/u,
  ],
  [
    "F13",
    "nested arrays amplified by references",
    text(`[[${"0,".repeat(999)}0],[${'"$0:0",'.repeat(99)}1]]`),
    /serverActions\.maxNodes/u,
  ],
  [
    "F14",
    "an object above the limit",
    text(`[{${Array.from({ length: 50_001 }, (_, index) => `"${index}":1`).join(",")}}]`),
    /serverActions\.maxNodes/u,
  ],
  [
    "F15",
    "40 objects that double",
    text(`[[0],${doubling.join(",")}]`),
    /serverActions\.max(?:Nodes|Depth)/u,
  ],
  ["F16", "the key __proto__ with a value", text('[{"__proto__":{"admin":true}}]'), /__proto__/u],
  [
    "F16",
    "the key __proto__ with a reference",
    text('[{"a":{}},{"__proto__":"$0:0:a"}]'),
    /__proto__/u,
  ],
  ["F18", "then with an action", form({ 0: '[{"then":"$h1"}]', 1: action }), /then is callable/u],
  [
    "F18",
    "then with an action by path",
    form({ 0: '[["$h1"],{"then":"$0:0:0"}]', 1: action }),
    /then is callable/u,
  ],
  ["F19", "then with an opaque value", text('[{"then":"$T"}]'), /then is callable/u],
  ["F20", "a path through __proto__", text('[{},"$0:0:__proto__"]'), /leads nowhere/u],
  [
    "F20",
    "a path through constructor",
    text('[{},"$0:0:constructor:constructor"]'),
    /leads nowhere/u,
  ],
  ["F20", "a path into a string", text('["abc","$0:0:0"]'), /leads nowhere/u],
  ["F20", "a path into a Map", form({ 0: '["$Q1","$0:0:size"]', 1: "[]" }), /leads nowhere/u],
  [
    "F20",
    "a path into a Date",
    text('["$D2020-01-01T00:00:00.000Z","$0:0:getTime"]'),
    /leads nowhere/u,
  ],
  ["F20", "a path into an opaque value", text('["$T","$0:0:props"]'), /leads nowhere/u],
  ["F20", "a path to a string", text('["abc","$0:0"]'), /refers to no object/u],
  ["F20", "a path through a reference", text('[[[]],"$0:0","$0:1:0"]'), /leads nowhere/u],
  ["F21", "the length of an array", text('[[1],"$0:0:length"]'), /leads nowhere/u],
  ["F21", "an index with a leading zero", text('[[[]],"$0:0:00"]'), /leads nowhere/u],
  [
    "F22",
    "a path of 100,000 segments",
    text(`[[],"$0${":0".repeat(100_000)}"]`),
    /serverActions\.maxPathSegments/u,
  ],
  [
    "F23",
    "an action id with a line break",
    form({ 0: '["$h1"]', 1: '{"id":"x\\r\\ny","bound":null}' }),
    /^[^\r\n]*action id[^\r\n]*$/u,
  ],
  [
    "F24",
    "an action id that is a number",
    form({ 0: '["$h1"]', 1: '{"id":5,"bound":null}' }),
    /describes no action/u,
  ],
  [
    "F24",
    "an action described by a string",
    form({ 0: '["$h1"]', 1: '"x"' }),
    /describes no action/u,
  ],
  ["F25", "an action described by null", form({ 0: '["$h1"]', 1: "null" }), /describes no action/u],
  [
    "F26",
    "an action id with the name *",
    form({ 0: '["$h1"]', 1: `{"id":"${listedId}#*","bound":null}` }),
    /action id/u,
  ],
  ["F26", "an empty action id", form({ 0: '["$h1"]', 1: '{"id":"","bound":null}' }), /action id/u],
  [
    "F27",
    "an action that is not listed",
    form({ 0: '["$h1"]', 1: `{"id":"${"b".repeat(50)}","bound":null}` }),
    /not listed/u,
  ],
  [
    "F28",
    "an unlisted action with bound arguments",
    form({ 0: '["$h1"]', 1: `{"id":"${"b".repeat(50)}","bound":"$@2"}`, 2: "[]" }),
    /does not take/u,
  ],
  [
    "F29",
    "an action bound to itself",
    form({ 0: '["$h1"]', 1: `{"id":"${listedId}","bound":"$@1"}` }),
    /does not take/u,
  ],
  [
    "F29",
    "an action bound to the arguments",
    form({ 0: '["$h1"]', 1: `{"id":"${listedId}","bound":"$@0"}` }),
    /no bound arguments of ours/u,
  ],
  [
    "F31",
    "an action with a forged slot",
    form({ 0: '["$h1"]', 1: `{"id":"${listedId}","bound":null,"$$promise":{}}` }),
    /describes no action/u,
  ],
  [
    "F32",
    "2,000 descriptions of an action",
    form([["0", "[]"], ...numbered(2_000, action)]),
    /serverActions\.maxParts/u,
  ],
  [
    "F32",
    "16,000 uses of an action",
    form({ 0: `[[${'"$h1",'.repeat(15_999)}"$h1"]]`, 1: action }),
    /serverActions\.maxReferences/u,
  ],
  ["F33", "a Map of an object", form({ 0: '["$Q1"]', 1: "{}" }), /no array/u],
  ["F33", "a Set of a string", form({ 0: '["$W1"]', 1: '"abc"' }), /no array/u],
  ["F33", "an iterator of a number", form({ 0: '["$i1"]', 1: "1" }), /no array/u],
  ["F33", "a Map part used twice", form({ 0: '["$Q1","$Q1"]', 1: "[]" }), /used as collection/u],
  ["F33", "a Map part used as a Set", form({ 0: '["$Q1","$W1"]', 1: "[]" }), /used as collection/u],
  [
    "F33",
    "an iterator that holds itself",
    form({ 0: '["$i1"]', 1: '["$i1"]' }),
    /used as collection/u,
  ],
  [
    "F33",
    "an iterator that holds itself by path",
    form({ 0: '["$i1"]', 1: '[{"a":"$0:0"}]' }),
    /a cycle/u,
  ],
  ["F34", "a Map with an entry of three", form({ 0: '["$Q1"]', 1: "[[1,2,3]]" }), /no pair/u],
  ["F34", "a Map with a string for an entry", form({ 0: '["$Q1"]', 1: '["ab"]' }), /no pair/u],
  ["F35", "a Set that holds itself", form({ 0: '["$W1"]', 1: '["$W1"]' }), /used as collection/u],
  ["F35", "a Set that holds itself by path", form({ 0: '["$W1"]', 1: '["$0:0"]' }), /a cycle/u],
  [
    "F36",
    "a BigInt of 301 digits",
    text(`["$n${"1".repeat(301)}"]`),
    /serverActions\.maxBigIntDigits/u,
  ],
  ["F36", "a hexadecimal BigInt", text('["$n0xff"]'), /BigInt/u],
  ["F36", "an empty BigInt", text('["$n"]'), /BigInt/u],
  ["F36", "a BigInt of junk", text('["$n12a"]'), /BigInt/u],
  ["F37", "an invalid date", text('["$D2020-13-01T00:00:00.000Z"]'), /date/u],
  ["F37", "a date of another spelling", text('["$D2020-01-01"]'), /date/u],
  ["F37", "no date", text('["$Dnull"]'), /date/u],
  ["F38", "undefined with junk", text('["$undefinedx"]'), /unknown tag/u],
  ["F38", "Infinity with junk", text('["$Infinity "]'), /unknown tag/u],
  ["F38", "NaN cut short", text('["$Na"]'), /unknown tag/u],
  ["F38", "-0 with junk", text('["$-00"]'), /unknown tag/u],
  ["F39", "the old tag $F", form({ 0: '["$F1"]', 1: action }), /unknown tag/u],
  ["F39", "a lone $", text('["$"]'), /unknown tag/u],
  ["F39", "an opaque value with junk", text('["$Tx"]'), /unknown tag/u],
  ["F39", "a path from a part of junk", text('[{},"$0x:0"]'), /the reference/u],
  ["F51", "an opaque value under a key with a colon", text('[{"a:b":"$T"}]'), /with a colon/u],
  ["F39", "an unknown tag", text('["$zz"]'), /unknown tag/u],
  ["F39", "a negative part", text('["$-1"]'), /unknown tag/u],
  ["F39", "a part number with a leading zero", form({ 0: '["$01"]', 1: "1" }), /unknown tag/u],
  ["F39", "a part number with junk", form({ 0: '["$@1 "]', 1: "1" }), /unknown tag/u],
  ["F40", "a missing blob", text('["$B1"]'), /missing part 1/u],
  ["F40", "a blob used twice", form({ 0: '["$B1","$B1"]', 1: bytes }), /used as file/u],
  ["F41", "a typed array of the wrong length", form({ 0: '["$g1"]', 1: bytes }), /multiple of 8/u],
  ["F41", "a missing typed array", text('["$o1"]'), /missing part 1/u],
  ["F41", "a typed array used twice", form({ 0: '["$o1","$o1"]', 1: bytes }), /used as file/u],
  [
    "F42",
    "forms out of order",
    form({ 0: '["$K2","$K1"]', _1_a: "1", _2_a: "2" }),
    /out of order/u,
  ],
  ["F42", "a form repeated", form({ 0: '["$K1","$K1"]', _1_a: "1" }), /repeated/u],
  ["F50", "a part as model and as file", form({ 0: '["$1","$B1"]', 1: "1" }), /used as model/u],
  ["F50", "a part as promise and as Map", form({ 0: '["$@1","$Q1"]', 1: "[]" }), /used as model/u],
  [
    "F50",
    "a part as Set and as model",
    form({ 0: '["$W1","$1"]', 1: "[]" }),
    /used as collection/u,
  ],
  [
    "F50",
    "a part as action and as model",
    form({ 0: '["$h1","$1"]', 1: action }),
    /used as action/u,
  ],
  [
    "F50",
    "a path into an action's part",
    form({ 0: '["$h1","$1:bound"]', 1: action }),
    /holds no model/u,
  ],
  ["F55", "an escaped $ that hides an action", text('["\\u0024h1"]'), /missing part 1/u],
  [
    "D4",
    "bytes that are not UTF-8",
    () =>
      decodeReply(new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), { kind: "text" }, replyOptions()),
    /not UTF-8/u,
  ],
  ["D4", "a byte order mark", text("\uFEFF[]"), /not JSON/u],
];

describe("decodeReply refuses", () => {
  test.each(refused)("%s: %s", (_id, _input, decode, reason) => {
    const result = decode();
    expect(result).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
    expect(result.ok ? "" : result.error.reason).toMatch(reason);
  });

  test("D1: a urlencoded body, as the wrong media", () => {
    const result = decodeReply(new Uint8Array(), { kind: "urlencoded" }, replyOptions());
    expect(result).toMatchObject({ ok: false, error: { code: "MEDIA" } });
  });
});
