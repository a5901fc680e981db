import type { ThreatRow } from "../harness/threat-row.ts";
import { accepted, describing, graph, lacking, manyRoles, repeat, unmeasured } from "./f-graphs.ts";

const bytes = new Uint8Array([1, 2, 3, 4]);

/** Collections, values with a spelling, and tags that there are not. */
const spelled: readonly ThreatRow[] = [
  {
    id: "F33",
    says: "a Map, a Set or an iterator is of an array that nothing else uses",
    cases: [
      graph("a Map of an object", { 0: '["$Q1"]', 1: "{}" }, /no array/),
      graph("a Set of a text", { 0: '["$W1"]', 1: '"abc"' }, /no array/),
      graph("an iterator of a number", { 0: '["$i1"]', 1: "1" }, /no array/),
      graph("a Set of null", { 0: '["$W1"]', 1: "null" }, /no array/),
      graph("two Maps of one array", { 0: '["$Q1","$Q1"]', 1: "[]" }, /used as collection/),
      graph("a Map and a Set", { 0: '["$Q1","$W1"]', 1: "[]" }, /used as collection/),
      graph("an iterator that holds itself", { 0: '["$i1"]', 1: '["$i1"]' }, /used as collection/),
      graph("the same by a path", { 0: '["$i1"]', 1: '[{"a":"$0:0"}]' }, /a cycle/),
    ],
    without: [
      lacking("it is of an array", ["read-part-tag", "if (!Array.isArray(items))", "if (false)"]),
      manyRoles,
      unmeasured,
    ],
  },
  {
    id: "F34",
    says: "the entries of a Map are pairs",
    cases: [
      graph("three", { 0: '["$Q1"]', 1: "[[1,2,3]]" }, /no pair/),
      graph("one", { 0: '["$Q1"]', 1: "[[1]]" }, /no pair/),
      graph("a text", { 0: '["$Q1"]', 1: '["ab"]' }, /no pair/),
      graph("an object", { 0: '["$Q1"]', 1: '[{"0":1,"1":2,"length":2}]' }, /no pair/),
      graph("null", { 0: '["$Q1"]', 1: "[null]" }, /no pair/),
    ],
    without: [
      lacking("an entry is a pair", [
        "resolve-references",
        "if (!Array.isArray(pair) || pair.length !== 2)",
        "if (!Array.isArray(pair))",
      ]),
      lacking("an entry is an array", [
        "resolve-references",
        "if (!Array.isArray(pair) || pair.length !== 2)",
        "if (false)",
      ]),
    ],
  },
  {
    id: "F35",
    says: "a Set does not hold itself",
    cases: [
      graph("by its tag", { 0: '["$W1"]', 1: '["$W1"]' }, /used as collection/),
      graph("by a path", { 0: '["$W1"]', 1: '["$0:0"]' }, /a cycle/),
      graph("by an object", { 0: '[{"set":"$W1"}]', 1: '["$0:0"]' }, /a cycle/),
    ],
    without: [unmeasured, manyRoles],
  },
  {
    id: "F36",
    says: "a BigInt has at most 100 decimal digits",
    cases: [
      accepted("100", `["$n${"1".repeat(100)}"]`, /\$n1{100}"/),
      accepted("100, and a sign", `["$n-${"1".repeat(100)}"]`, /\$n-1{100}"/),
      graph("101", `["$n${"1".repeat(101)}"]`, /serverActions\.maxBigIntDigits/),
      graph("301", `["$n${"1".repeat(301)}"]`, /serverActions\.maxBigIntDigits/),
      graph("a million", `["$n${"1".repeat(1_000_000)}"]`, /serverActions\.maxBigIntDigits/),
      graph("hexadecimal", '["$n0xff"]', /the BigInt/),
      graph("nothing", '["$n"]', /the BigInt/),
      graph("a sign", '["$n-"]', /the BigInt/),
      graph("negative nothing", '["$n-0"]', /the BigInt/),
      graph("white space", '["$n 1"]', /the BigInt/),
      graph("junk", '["$n12a"]', /the BigInt/),
    ],
    without: [
      lacking("how long it may be", [
        "read-tag",
        'if (digits.length > budgets.maxBigIntDigits + (digits.startsWith("-") ? 1 : 0))',
        "if (false)",
      ]),
      lacking("it is digits", ["read-tag", "if (!bigIntPattern.test(digits))", "if (false)"]),
    ],
  },
  {
    id: "F37",
    says: "a date is one, as toISOString writes it",
    cases: [
      accepted("a date", '["$D2020-02-29T00:00:00.000Z"]', /\$D2020-02-29T/),
      graph("the 13th month", '["$D2020-13-01T00:00:00.000Z"]', /the date/),
      graph("the 30th of February", '["$D2020-02-30T00:00:00.000Z"]', /the date/),
      graph("the 24th hour", '["$D2020-02-28T24:00:00.000Z"]', /the date/),
      graph("a year beyond the last", '["$D+999999-01-01T00:00:00.000Z"]', /the date/),
      graph("another spelling", '["$D2020-01-01"]', /the date/),
      graph("null", '["$Dnull"]', /the date/),
      graph("nothing", '["$D"]', /the date/),
      graph("words as long as a date", '["$DJanuary 01, 2020 0:00:00"]', /the date/),
      graph("words", '["$DJanuary 1, 2020"]', /the date/),
    ],
    without: [
      lacking("it is written so", [
        "read-tag",
        "if (date === undefined || !isSpelledSo(date, spelled))",
        "if (date === undefined)",
      ]),
      lacking("how it is spelled", ["read-tag", "datePattern.test(spelled) ? ", "true ? "]),
    ],
  },
  {
    id: "F38",
    says: "values by name have exactly their name",
    cases: [
      accepted("their names", '["$undefined","$NaN","$Infinity","$-Infinity"]', /\$-Infinity/),
      ...["$undefinedx", "$u", "$NaN1", "$Na", "$Infinity ", "$I", "$-Infinity0", "$-00", "$-"].map(
        (text) => graph(text, JSON.stringify([text]), /the unknown tag/),
      ),
    ],
    without: [
      lacking("it is one of the names", ["read-tag", "if (!constants.has(text))", "if (false)"]),
    ],
  },
  {
    id: "F39",
    says: "tags that there are not, or no more, are 400",
    cases: [
      graph("$F, of an older React", { 0: '["$F1"]', 1: bytes }, /the unknown tag/),
      graph("$F of an action", (to) => ({ 0: '["$F1"]', 1: describing(to) }), /the unknown tag/),
      graph("a tag of answers, $E", { 0: '["$E1"]', 1: bytes }, /the unknown tag/),
      ...["$", "$zz", "$-1", "$@", "$@x", "$01", "$0x1", "$1 ", "$@-1", "$h", "$1g", "$\u0000"].map(
        (text) => graph(JSON.stringify(text), JSON.stringify([text]), /the unknown tag/),
      ),
      graph("a path from a part of junk", '[{},"$0x:0"]', /the reference/),
    ],
    without: [
      lacking("what tags there are", [
        "read-file-tag",
        'if (tag !== "A" && binary === undefined)',
        "if (false)",
      ]),
      lacking("the number of a part", [
        "part-number",
        "partPattern.test(digits) ? Number.parseInt(digits, 16) : undefined",
        "Number.parseInt(digits, 16)",
      ]),
    ],
  },
];

/** Files, bytes and forms. */
const filed: readonly ThreatRow[] = [
  {
    id: "F40",
    says: "a Blob is a file that nothing else uses",
    cases: [
      accepted("a file", { 0: '["$B1"]', 1: bytes }, /\[object File\]/, "describe"),
      graph("none", '["$B1"]', /missing part 1/),
      graph("a field", { 0: '["$B1"]', 1: "text" }, /a field where a file is expected/),
      graph("one used twice", { 0: '["$B1","$B1"]', 1: bytes }, /used as file/),
      graph("one used as bytes too", { 0: '["$B1","$o1"]', 1: bytes }, /used as file/),
    ],
    without: [
      lacking("it is a file", [
        "read-file-tag",
        "throw new ReplyFault(`part ${id} is a field where a file is expected`);",
        "return { bytes: new Uint8Array() };",
      ]),
      manyRoles,
    ],
  },
  {
    id: "F41",
    says: "bytes fit their type, are there, and are nobody else's",
    cases: [
      accepted("bytes that fit", { 0: '["$l1"]', 1: bytes }, /\[object Uint32Array\]/, "describe"),
      graph("4 bytes as a number of 8", { 0: '["$g1"]', 1: bytes }, /no multiple of 8/),
      graph("3 bytes as numbers of 2", { 0: '["$s1"]', 1: bytes.subarray(1) }, /no multiple of 2/),
      graph("4 bytes as a BigInt", { 0: '["$m1"]', 1: bytes }, /no multiple of 8/),
      graph("no part", '["$o1"]', /missing part 1/),
      graph("a field", { 0: '["$A1"]', 1: "1234" }, /a field where a file is expected/),
      graph("two views of one part", { 0: '["$o1","$o1"]', 1: bytes }, /used as file/),
      graph("two views of two types", { 0: '["$o1","$V1"]', 1: bytes }, /used as file/),
    ],
    without: [
      lacking("they fit", [
        "read-file-tag",
        "if (bytes.length % elementBytes !== 0)",
        "if (false)",
      ]),
      manyRoles,
    ],
  },
  {
    id: "F42",
    says: "forms come in the order of their numbers, each once",
    cases: [
      graph(
        "out of order",
        { 0: '["$K2","$K1"]', _1_a: "1", _2_a: "2" },
        /repeated or out of order/,
      ),
      graph("twice", { 0: '["$K1","$K1"]', _1_a: "1" }, /repeated or out of order/),
      graph("twice, of nothing", '["$K1","$K1"]', /repeated or out of order/),
      graph("4,000 times", `[[${repeat('"$K1"', 4_000)}]]`, /repeated or out of order/),
    ],
    without: [lacking("their order", ["read-file-tag", "if (id <= graph.lastForm)", "if (false)"])],
  },
  {
    id: "F43",
    says: "a form of any number arrives whole",
    cases: [9, 10, 11, 16, 160].map((id) =>
      accepted(
        `number ${id}`,
        { [`_${id}_word`]: "abc", [`_${id}_1_note`]: "de", 0: `["$K${id.toString(16)}"]` },
        /word=of 3&1_note=of 2/,
        "describe",
      ),
    ),
    without: [
      lacking("tags have their numbers in hexadecimals, names in decimals", [
        "part-number",
        "Number.parseInt(digits, 16)",
        "Number.parseInt(digits, 10)",
      ]),
    ],
  },
];

/** Tagged values. */
export const tagRows: readonly ThreatRow[] = [...spelled, ...filed];
