import assert from "node:assert/strict";
import { callTo, partsTo } from "../harness/raw-request.ts";
import { answered, refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import { accepted, describing, graph, lacking } from "./f-graphs.ts";

/** The action reads what it was given: it fails, and the log says which argument it is. */
function unreadable(name: string, body: string, place: RegExp): ThreatCase {
  return {
    name,
    send: (to) => callTo(to, { action: "titleOf", body }),
    expect: answered(500, {
      runs: ["titleOf"],
      lines: 1,
      also: ([answer], { log }) => {
        assert.match(log[0]?.line ?? "", place);
        assert.doesNotMatch(answer?.body ?? "", /Cannot access/, "nothing of it is in the answer");
      },
    }),
  };
}

/** Opaque values, and what JSON itself allows. */
export const valueRows: readonly ThreatRow[] = [
  {
    id: "F51",
    says: "an opaque value says what it is when it is read, and goes back as the same one when it is not",
    cases: [
      unreadable("an argument", '["$T"]', /Cannot access title of argument 1 on the server/),
      unreadable(
        "a value inside an argument",
        '[{"title":"$T"}]',
        /Cannot access length of argument 1\[\\?"title\\?"\] on the server/,
      ),
      accepted("handed back", '["$T"]', /"\$T0:0"/),
      accepted("handed back from inside", '[{"child":["$T"]},"$T"]', /"\$T0:0:child:0".*"\$T0:1"/),
      graph("under a key that the browser could not find again", '[{"a:b":"$T"}]', /with a colon/),
      graph("with a number", '["$T1"]', /the unknown tag/),
    ],
    without: [
      {
        check: "reading says so",
        edits: [
          {
            file: "protocol/reply/temporary-reference.js",
            find: "throw new TypeError(`Cannot access ${String(name)}",
            replace: "return undefined; throw new TypeError(`Cannot access ${String(name)}",
          },
        ],
      },
      lacking("what it is known by", [
        "read-tag",
        "graph.options.temporaryReferences.set(reference, id);",
        "",
      ]),
      lacking("a key without a colon", [
        "read-tag",
        'if (segments.some((segment) => typeof segment === "string" && segment.includes(":")))',
        "if (false)",
      ]),
    ],
  },
  {
    id: "F52",
    says: "a text arrives as it is, within the limit of the body; what no text can be is 400",
    cases: [
      accepted("half of a surrogate pair, escaped", String.raw`["\ud800"]`, /ud800/),
      accepted("U+0000, escaped", String.raw`["a\u0000b"]`, /a\\u0000b/),
      accepted("a text of 900 kB", `["${"a".repeat(900_000)}"]`, /of 900000/, "describe"),
      graph("U+0000 as it is", '["a\u0000b"]', /not JSON/),
      {
        name: "half of a surrogate pair in UTF-8",
        send: (to) => callTo(to, { body: Buffer.from([0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d]) }),
        expect: refused("MALFORMED"),
      },
      {
        name: "10 MB",
        // On a connection that stays, what is left is thrown away; one that closes may be reset before its sender reads.
        send: (to) =>
          callTo(to, {
            action: "unlock",
            body: `["${"a".repeat(10_000_000)}"]`,
            headers: { Connection: "keep-alive" },
          }),
        expect: refused("TOO_LARGE", {
          also: (_, { log }) =>
            assert.match(log[0]?.line ?? "", /the limit is 1048576/, "why it was refused"),
        }),
      },
      {
        name: "10 MB in a part",
        server: "large",
        send: (to) =>
          partsTo(to, [
            {
              head: 'Content-Disposition: form-data; name="0"',
              body: `["${"a".repeat(10_000_000)}"]`,
            },
          ]),
        expect: refused("TOO_LARGE"),
      },
    ],
    without: [
      {
        check: "how long a body may be",
        edits: [
          {
            file: "server/admit/check-body-headers.js",
            find: "if (bytes > maxBodyBytes)",
            replace: "if (false)",
          },
          {
            file: "server/call/read-body.js",
            find: "if (length > limits.maxBodyBytes)",
            replace: "if (false)",
          },
        ],
      },
      lacking("bytes that are no text", ["decode-utf8", "fatal: true", "fatal: false"]),
    ],
  },
  {
    id: "F53",
    says: "numbers at their edges arrive as JSON and React write them",
    cases: [
      accepted("1e999", "[1e999]", /\["\$Infinity"\]/),
      accepted("-1e999", "[-1e999]", /\["\$-Infinity"\]/),
      accepted("-0", "[-0]", /\["\$-0"\]/),
      accepted("-0 by its tag", '["$-0"]', /\["\$-0"\]/),
      accepted("1e-999", "[1e-999]", /\[0\]/),
      accepted("an integer that no number holds", "[9007199254740993]", /\[9007199254740992\]/),
      graph("a hexadecimal number", "[0x10]", /not JSON/),
      graph("NaN", "[NaN]", /not JSON/),
    ],
    without: {
      by: "construction",
      why: "JSON.parse reads them and nothing looks at a number again; an action's schema says which it takes",
    },
  },
  {
    id: "F54",
    says: "of keys that come twice the last counts, for the decoder as for everyone behind it",
    cases: [
      accepted("a value", '[{"role":"admin","role":"guest"}]', /\[\{"role":"guest"\}\]/),
      accepted(
        "with an escape",
        String.raw`[{"role":"admin","\u0072ole":"guest"}]`,
        /\[\{"role":"guest"\}\]/,
      ),
      graph("the second is a tag", '[{"a":"b","a":"$h1"}]', /missing part 1/),
      accepted("the first is a tag that is gone", '[{"a":"$h1","a":"b"}]', /\[\{"a":"b"\}\]/),
    ],
    without: {
      by: "construction",
      why: "the body is parsed once, by JSON.parse: there is no second reader that could count the first",
    },
  },
  {
    id: "F55",
    says: "an escape hides no tag and no key",
    cases: [
      graph("a missing action", String.raw`["\u0024h1"]`, /missing part 1/),
      graph(
        "an action under then",
        (to) => ({ 0: String.raw`[{"\u0074hen":"\u0024h1"}]`, 1: describing(to) }),
        /then is callable/,
      ),
      graph("a stream", String.raw`["\u0024R1"]`, /which the called action does not take/),
      graph("an old tag", String.raw`["\u0024F1"]`, /the unknown tag/),
      accepted("an escaped dollar is a text", String.raw`["\u0024$h1"]`, /"\$\$h1"/),
    ],
    without: [
      {
        check: "tags are looked for in what was parsed",
        edits: [
          {
            file: "protocol/reply/decode-graph.js",
            find: "walkPart(graph, root, 0);",
            replace: 'if (root.source.value.includes("$")) walkPart(graph, root, 0);',
          },
        ],
      },
    ],
  },
];
