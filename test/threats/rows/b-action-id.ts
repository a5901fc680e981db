import { callTo, field, formTo } from "../harness/raw-request.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
  type ThreatSection,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { noActionRows } from "./b-no-action.ts";
import { ownerRows } from "./b-owner.ts";
import { placeRows } from "./b-places.ts";

/** A call whose header names `id`, in UTF-8. */
function callOfId(to: Target, id: string | readonly string[]): Buffer {
  const ids = (typeof id === "string" ? [id] : id).map((one) =>
    Buffer.from(one).toString("latin1"),
  );
  return callTo(to, { headers: { "Edict-Action": ids } });
}

/** A form that names `id`. */
function formOfId(to: Target, id: string): Buffer {
  return formTo(to, [field(`$ACTION_ID_${id}`, "")]);
}

const anyId: Removal = {
  check: "an id is 50 lower-case hex characters",
  edits: [
    {
      file: "protocol/action-id.js",
      find: "const idPattern = /^[0-9a-f]{50}$/;",
      replace: "const idPattern = /^[^]*$/;",
    },
  ],
};

const anyCase: Removal = {
  check: "an id has one spelling",
  edits: [
    {
      file: "protocol/action-id.js",
      find: "idPattern.test(text) ? text : undefined",
      replace: "text.trim().toLowerCase().normalize('NFKC')",
    },
  ],
};

const spelling: readonly ThreatRow[] = [
  {
    id: "B1",
    says: "a call that names no action is 400",
    cases: [
      {
        name: "Flight is asked for",
        send: (to) => callTo(to, { headers: { "Edict-Action": undefined } }),
        expect: refused("MALFORMED"),
      },
      {
        name: "a call id is sent",
        send: (to) =>
          callTo(to, {
            headers: {
              "Edict-Action": undefined,
              Accept: "*/*",
              "Edict-Call": "7f1a5b9e-6c1d-4f6e-9d1a-2b3c4d5e6f70",
            },
          }),
        expect: refused("MALFORMED"),
      },
    ],
    without: [
      {
        check: "a call is told from a form",
        edits: [
          {
            file: "server/admit/classify-request.js",
            find: "if (wantsFlight(request) || request.header(headerNames.call) !== undefined)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "B2",
    says: "an id of another form is 400 and is never logged as it is",
    cases: [
      ["nothing", ""],
      ["one character", "a"],
      ["49 characters", "a".repeat(49)],
      ["51 characters", "a".repeat(51)],
      ["10 kB", "a".repeat(10_000)],
      ["letters that are not ASCII", "ä".repeat(50)],
      ["a tab", `${"a".repeat(24)}\t${"a".repeat(25)}`],
      ["a quote and a backslash", `"\\${"a".repeat(48)}`],
      ["what a terminal would obey", `\u009b31m${"a".repeat(46)}`],
      ["a line break as text", `${"a".repeat(48)}\\n`],
    ].map(([name = "", id = ""]): ThreatCase => ({
      name,
      send: (to) => callOfId(to, id),
      expect: refused("MALFORMED"),
    })),
    without: [
      anyId,
      {
        check: "what comes from outside is escaped in the log",
        edits: [
          {
            file: "base/quote-for-log.js",
            find: "text.replace(unprintable, escape)",
            replace: "text",
          },
        ],
      },
      {
        check: "what comes from outside is cut in the log",
        edits: [
          {
            file: "base/quote-for-log.js",
            find: "const cut = value.length > maxLength;",
            replace: "const cut = false;",
          },
        ],
      },
    ],
  },
  {
    id: "B3",
    says: "an unknown id is 404 from a page of this build, and 409 from one of another or of none",
    cases: [
      {
        name: "a page of this build",
        send: (to) => callOfId(to, "a".repeat(50)),
        expect: refused("NOT_FOUND"),
      },
      {
        name: "a page of another build",
        send: (to) =>
          callTo(to, { headers: { "Edict-Action": "a".repeat(50), "Edict-Build": "other.1" } }),
        expect: refused("SKEW"),
      },
      {
        name: "a caller that does not say",
        send: (to) =>
          callTo(to, { headers: { "Edict-Action": "a".repeat(50), "Edict-Build": undefined } }),
        expect: refused("SKEW"),
      },
      {
        name: "a form of this build",
        send: (to) =>
          formTo(to, [field("$EDICT", to.build), field(`$ACTION_ID_${"a".repeat(50)}`, "")]),
        expect: refused("NOT_FOUND"),
      },
      {
        name: "a form of another build",
        send: (to) =>
          formTo(to, [field("$EDICT", "other.1"), field(`$ACTION_ID_${"a".repeat(50)}`, "")]),
        expect: refused("SKEW"),
      },
      {
        name: "a known look-up with another signature",
        send: (to) => callOfId(to, `${to.idOf("unlock").slice(0, 42)}00000000`),
        expect: refused("SKEW"),
      },
    ],
    without: [
      {
        check: "builds are told apart",
        edits: [
          {
            file: "server/admit/find-action.js",
            find: 'code: buildId === ours ? "NOT_FOUND" : "SKEW"',
            replace: 'code: "NOT_FOUND"',
          },
        ],
      },
      {
        check: "the signature",
        edits: [
          {
            file: "server/admit/find-action.js",
            find: "if (signatureOf(entry.id) === signatureOf(parsed))",
            replace: "if (true)",
          },
        ],
      },
    ],
  },
  {
    id: "B4",
    says: "names that every object has name no action: 400 in a header, 404 in a form",
    cases: [
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "then",
      "valueOf",
      "actions/vault.actions.ts#constructor",
      "constructor#unlock",
    ].flatMap((id): ThreatCase[] => [
      { name: `${id} in a header`, send: (to) => callOfId(to, id), expect: refused("MALFORMED") },
      { name: `${id} in a form`, send: (to) => formOfId(to, id), expect: refused("NOT_FOUND") },
    ]),
    without: [
      anyId,
      {
        check: "actions are looked up in a map, behind the form of an id",
        edits: [
          ...anyId.edits,
          {
            file: "server/admit/find-action.js",
            find: "app.actions.get(lookupOf(parsed))",
            replace: "Object.fromEntries(app.actions)[lookupOf(parsed)]",
          },
        ],
      },
    ],
  },
  {
    id: "B5",
    says: "an id with a name behind it names no action",
    cases: ["#unlock", "#unlock#signIn", "#*", "#", "%23unlock"].flatMap((suffix): ThreatCase[] => [
      {
        name: `<id>${suffix} in a header`,
        send: (to) => callOfId(to, to.idOf("unlock") + suffix),
        expect: refused("MALFORMED"),
      },
      {
        name: `<id>${suffix} in a form`,
        send: (to) => formOfId(to, to.idOf("submitVault") + suffix),
        expect: refused("NOT_FOUND"),
      },
      {
        name: `${suffix} alone`,
        send: (to) => callOfId(to, suffix),
        expect: refused("MALFORMED"),
      },
    ]),
    without: [
      {
        check: "an id ends where it ends",
        edits: [
          {
            file: "protocol/action-id.js",
            find: "const idPattern = /^[0-9a-f]{50}$/;",
            replace: "const idPattern = /^[0-9a-f]{50}/;",
          },
        ],
      },
    ],
  },
  {
    id: "B6",
    says: "another spelling of an id names no action; blanks around a header are no part of it",
    cases: [
      ...(
        [
          ["upper case", (id) => id.toUpperCase()],
          ["one upper-case letter", (id) => id.replace(/[a-f]/, (letter) => letter.toUpperCase())],
          ["percent-encoded", (id) => `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`],
          [
            "full-width digits",
            (id) => id.replace(/\d/, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
          ],
          ["a no-break space before it", (id) => `\u00a0${id}`],
          ["a zero-width space behind it", (id) => `${id}\u200b`],
          ["padded with a zero", (id) => `0${id}`],
          ["with 0x", (id) => `0x${id}`],
        ] as const satisfies readonly (readonly [string, (id: string) => string])[]
      ).flatMap(([name, spell]): ThreatCase[] => [
        {
          name: `${name}, in a header`,
          send: (to) => callOfId(to, spell(to.idOf("unlock"))),
          expect: refused("MALFORMED"),
        },
        {
          name: `${name}, in a form`,
          send: (to) => formOfId(to, spell(to.idOf("submitVault"))),
          expect: refused("NOT_FOUND"),
        },
      ]),
      {
        name: "a space in a form's field",
        send: (to) => formOfId(to, ` ${to.idOf("submitVault")}`),
        expect: refused("NOT_FOUND"),
      },
      {
        name: "blanks around the header, which HTTP takes off",
        send: (to) => callTo(to, { headers: { "Edict-Action": `  ${to.idOf("echo")}\t` } }),
        expect: answered(200, { runs: ["echo"] }),
      },
    ],
    without: [anyCase],
  },
  {
    id: "B7",
    says: "two ids are 400, whichever is good",
    cases: [
      {
        name: "two headers",
        send: (to) => callOfId(to, [to.idOf("unlock"), to.idOf("signIn")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "the same id twice",
        send: (to) => callOfId(to, [to.idOf("unlock"), to.idOf("unlock")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "a list",
        send: (to) => callOfId(to, `${to.idOf("unlock")}, ${to.idOf("signIn")}`),
        expect: refused("MALFORMED"),
      },
      {
        name: "a good one and nothing",
        send: (to) => callOfId(to, [to.idOf("unlock"), ""]),
        expect: refused("MALFORMED"),
      },
    ],
    without: [
      {
        check: "all ids that came are looked at",
        edits: [
          {
            file: "server/handle-call.js",
            find: 'request.headerValues(headerNames.action).join(", ")',
            replace: "request.headerValues(headerNames.action)[0]",
          },
        ],
      },
    ],
  },
];

/** The id of an action. */
export const actionIdRows: ThreatSection = {
  letter: "B",
  title: "the id of an action",
  rows: [...spelling, ...noActionRows, ...ownerRows, ...placeRows],
  missing: {},
};
