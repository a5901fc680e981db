import assert from "node:assert/strict";
import { field, file, formTo } from "../harness/raw-request.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
  type ThreatSection,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { bound, boundTo, malformed, ours, reference } from "./g-fields.ts";
import { stateRows } from "./g-states.ts";
import { replayedForms, withoutOwners, withoutProxy } from "./k-paths.ts";

const strictDescriptor: Removal = {
  check: "a descriptor has an id and bound arguments, and nothing else",
  edits: [
    {
      file: "protocol/reply/action-descriptor.js",
      find: 'if (typeof id !== "string" || Object.keys(rest).length > 0)',
      replace: 'if (typeof id !== "string")',
    },
  ],
};

const naming: readonly ThreatRow[] = [
  {
    id: "G1",
    says: "a form without action fields is no action: a page is shown, a handler gets it",
    cases: [
      {
        name: "to a page",
        send: (to) => formTo(to, [field("word", "a")]),
        expect: answered(200, { also: ([answer]) => assert.match(answer?.body ?? "", /<html/) }),
      },
      {
        name: "urlencoded, to a page",
        send: (to) =>
          formTo(to, [], {
            body: "word=a",
            headers: { "Content-Type": "application/x-www-form-urlencoded" },
          }),
        expect: answered(200),
      },
      {
        name: "only what is beside an action",
        send: (to) => formTo(to, [ours(to), field("$ACTION_KEY", "k"), field("$ACTION_1:0", "{}")]),
        expect: answered(200),
      },
      {
        name: "to a handler",
        send: (to) => formTo(to, [field("word", "a")], { target: "/api" }),
        expect: answered(200, { runs: ["POST /api"] }),
      },
    ],
    without: {
      by: "construction",
      why: "no field names an action, so there is none that a missing check could let run",
    },
  },
  {
    id: "G2",
    says: "a form that names an action that does not exist is 404",
    cases: [
      ["a well-formed id", "a".repeat(50)],
      ["nothing", ""],
      ["the export of everything", "#*"],
      ["an export of a module", "actions/vault.actions.ts#unlock"],
      ["constructor", "constructor"],
      ["__proto__", "__proto__"],
    ].map(([name = "", id = ""]): ThreatCase => ({
      name,
      send: (to) => formTo(to, [ours(to), field(`$ACTION_ID_${id}`, "")]),
      expect: refused("NOT_FOUND"),
    })),
    without: [
      {
        check: "an id of another form is an action that does not exist",
        edits: [
          {
            file: "protocol/form-fields.js",
            find: '? err({ code: "NOT_FOUND", reason:',
            replace: '? err({ code: "MALFORMED", reason:',
          },
        ],
      },
    ],
  },
  {
    id: "G3",
    says: "of several action fields the last one alone decides; over 64 are too many",
    cases: [
      {
        name: "two buttons",
        send: (to) =>
          formTo(to, [
            ours(to),
            field(`$ACTION_ID_${to.idOf("submitVault")}`, ""),
            field("word", "a"),
            field(`$ACTION_ID_${to.idOf("submit")}`, ""),
          ]),
        expect: answered(200, { runs: ["submit word"] }),
      },
      {
        name: "a reference behind an id",
        send: (to) =>
          formTo(to, [
            ours(to),
            field(`$ACTION_ID_${to.idOf("submitVault")}`, ""),
            field("$ACTION_REF_1", ""),
            field("$ACTION_1:0", JSON.stringify({ id: to.idOf("submit"), bound: null })),
            field("word", "a"),
          ]),
        expect: answered(200, { runs: ["submit word"] }),
      },
      {
        name: "64",
        send: (to) =>
          formTo(to, [
            ours(to),
            ...Array.from({ length: 64 }, () => field(`$ACTION_ID_${to.idOf("submit")}`, "")),
            field("word", "a"),
          ]),
        expect: answered(200, { runs: ["submit word"] }),
      },
      malformed("65", (to) =>
        Array.from({ length: 65 }, () => field(`$ACTION_ID_${to.idOf("submitVault")}`, "")),
      ),
    ],
    without: [
      {
        check: "how many action fields there may be",
        edits: [
          {
            file: "protocol/form-fields.js",
            find: "if (names.length > maxActionFields)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "the last one decides",
        edits: [
          {
            file: "protocol/form-fields.js",
            find: "const last = names.at(-1);",
            replace: "const last = names.at(0);",
          },
        ],
      },
    ],
  },
  {
    id: "G10",
    says: "the number of a reference is 1 to 4 digits",
    cases: [
      malformed("a word", () => [field("$ACTION_REF_one", "")]),
      malformed("nothing", () => [field("$ACTION_REF_", "")]),
      malformed("five digits", () => [field("$ACTION_REF_10000", "")]),
      malformed("a negative number", () => [field("$ACTION_REF_-1", "")]),
      malformed("__proto__", () => [field("$ACTION_REF___proto__", "")]),
      malformed("a colon", (to) => [
        field("$ACTION_REF_1:0", ""),
        field("$ACTION_1:0:0", boundTo(to)),
      ]),
      malformed("100 kB", () => [field(`$ACTION_REF_${"1".repeat(100_000)}`, "")]),
      malformed("five digits with a descriptor", (to) => [
        field("$ACTION_REF_10000", ""),
        field("$ACTION_10000:0", JSON.stringify({ id: to.idOf("submitVault"), bound: null })),
      ]),
    ],
    without: [
      {
        check: "the number of a reference",
        edits: [
          {
            file: "protocol/form-fields.js",
            find: "if (!suffixPattern.test(suffix))",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
];

const describing: readonly ThreatRow[] = [
  {
    id: "G4",
    says: "a reference has one descriptor, and that is no file",
    cases: [
      malformed("none", (to) => [ours(to), field("$ACTION_REF_1", "")]),
      malformed("that of another reference", (to) => [
        field("$ACTION_REF_1", ""),
        field("$ACTION_2:0", JSON.stringify({ id: to.idOf("submitVault"), bound: null })),
      ]),
      malformed("two", (to) => {
        const descriptor = JSON.stringify({ id: to.idOf("submitVault"), bound: null });
        return reference(to, [field("$ACTION_1:0", descriptor)], descriptor);
      }),
      malformed("a file", (to) => [
        field("$ACTION_REF_1", ""),
        file("$ACTION_1:0", "0.json", JSON.stringify({ id: to.idOf("submitVault"), bound: null })),
      ]),
    ],
    without: [
      {
        check: "one descriptor",
        edits: [
          {
            file: "protocol/form-fields.js",
            find: "if (descriptor === undefined || descriptors.length > 1)",
            replace: "if (descriptor === undefined)",
          },
          {
            file: "protocol/reply/reply-graph.js",
            find: "if (graph.parts.has(id))",
            replace: "if (false)",
          },
          {
            file: "protocol/reply/decode-form-reply.js",
            find: "if (own.length > 1)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "G5",
    says: "a descriptor is exactly an id and where its bound arguments are",
    cases: [
      ["null", "null"],
      ["a number", "1"],
      ["a list", "[]"],
      ["a text", '"text"'],
      ["no JSON", "{"],
      ["nested deeply", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
      ["no id", '{"bound":null}'],
      ["an id that is no text", '{"id":{},"bound":null}'],
      ["no bound arguments", (to: Target) => JSON.stringify({ id: to.idOf("submitVault") })],
      [
        "one key more",
        (to: Target) => JSON.stringify({ id: to.idOf("submitVault"), bound: null, name: "x" }),
      ],
      [
        "a key more that is no own one elsewhere",
        (to: Target) => `{"id":"${to.idOf("submitVault")}","bound":null,"__proto__":{"x":1}}`,
      ],
    ].map(([name, text]): ThreatCase =>
      malformed(String(name), (to) =>
        reference(to, [], typeof text === "function" ? text(to) : text),
      ),
    ),
    without: [strictDescriptor],
  },
  {
    id: "G6",
    says: "nothing in a descriptor is waited for",
    cases: [
      {
        name: "a promise as id",
        send: (to) => formTo(to, reference(to, [bound("1")], '{"id":"$@1","bound":null}')),
        expect: refused("NOT_FOUND"),
      },
      malformed("an action as bound arguments", (to) =>
        reference(to, [bound("[1]")], `{"id":"${to.idOf("submitVault")}","bound":"$h1"}`),
      ),
      malformed("bytes as bound arguments", (to) =>
        reference(to, [bound("[1]")], `{"id":"${to.idOf("submitVault")}","bound":"$A1"}`),
      ),
      malformed("a stream as bound arguments", (to) =>
        reference(to, [bound("[1]")], `{"id":"${to.idOf("submitVault")}","bound":"$R1"}`),
      ),
    ],
    without: [
      {
        check: "how bound arguments are named",
        edits: [
          {
            file: "protocol/reply/action-descriptor.js",
            find: 'bound.startsWith("$@")',
            replace: 'bound.startsWith("$")',
          },
        ],
      },
    ],
  },
  {
    id: "G7",
    says: "bound arguments are a list of at most 64",
    cases: [
      malformed("none where some are named", (to) => reference(to, [], boundTo(to))),
      malformed("null", (to) => reference(to, [bound("null")], boundTo(to))),
      malformed("an object that calls itself long", (to) =>
        reference(to, [bound('{"length":5000000}')], boundTo(to)),
      ),
      malformed("1,001", (to) =>
        reference(to, [bound(JSON.stringify(Array.from({ length: 1_001 }, () => 0)))], boundTo(to)),
      ),
    ],
    without: [
      {
        check: "how many arguments there may be",
        edits: [
          {
            file: "protocol/reply/decode-graph.js",
            find: "if (values.length > budgets.maxArguments)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "G8",
    says: "bound arguments do not hold themselves",
    cases: [
      malformed("the descriptor", (to) =>
        reference(to, [], `{"id":"${to.idOf("submitVault")}","bound":"$@0"}`),
      ),
      malformed("a promise of themselves", (to) => reference(to, [bound('["$@1"]')], boundTo(to))),
      malformed("a reference to themselves", (to) => reference(to, [bound('["$1"]')], boundTo(to))),
      malformed("an action that is bound to them", (to) =>
        reference(
          to,
          [bound('["$h2"]'), field("$ACTION_1:2", boundTo(to, "submitVault"))],
          boundTo(to),
        ),
      ),
    ],
    without: {
      by: "construction",
      why: "a part is taken once and in one role, so what holds itself is found as a part taken twice; F7 and F8 take those checks out",
    },
  },
  {
    id: "G9",
    says: "an action among the bound arguments is one of the app's, or the form is refused",
    cases: [
      malformed("an id that nobody has", (to) =>
        reference(
          to,
          [bound('["$h2"]'), field("$ACTION_1:2", `{"id":"${"a".repeat(50)}","bound":null}`)],
          boundTo(to),
        ),
      ),
      malformed("an export that is no action", (to) =>
        reference(
          to,
          [
            bound('["$h2"]'),
            field(
              "$ACTION_1:2",
              `{"id":"${to.lookUpOf("actions/vault.actions.ts", "forgotten")}ff00000000","bound":null}`,
            ),
          ],
          boundTo(to),
        ),
      ),
    ],
    without: [
      {
        check: "only actions of the app are made of ids",
        edits: [
          {
            file: "server/call/open-captures.js",
            find: "if (entry?.id !== parsed || entry === undefined)",
            replace: "if (entry === undefined) return () => undefined; if (false)",
          },
        ],
      },
    ],
  },
];

const replayed: ThreatRow = {
  id: "G14",
  says: "the fields of a form of /admin are guarded as /admin is, wherever they are posted to",
  cases: replayedForms,
  without: [withoutOwners, withoutProxy],
};

/** Fields of forms without JavaScript. */
export const formFieldRows: ThreatSection = {
  letter: "G",
  title: "fields of forms without JavaScript",
  rows: [...naming, ...describing, ...stateRows, replayed],
  missing: {},
};
