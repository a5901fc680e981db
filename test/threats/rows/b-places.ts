import assert from "node:assert/strict";
import { callTo, field, partsTo, requestTo } from "../harness/raw-request.ts";
import { answered, refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import { withoutOriginCheck } from "./removals.ts";

/** Ids where none belongs, and what they give away. */
export const placeRows: readonly ThreatRow[] = [
  {
    id: "B13",
    says: "an id on what answers no actions is 405, and nothing runs",
    cases: [
      ["POST", "/note.txt"],
      ["GET", "/note.txt"],
      ["POST", "/api"],
      ["GET", "/api"],
      ["PUT", "/api"],
    ].map(([method = "", target = ""]): ThreatCase => ({
      name: `${method} ${target}`,
      send: (to) => callTo(to, { method, target }),
      expect: refused("METHOD"),
    })),
    without: [
      {
        check: "a handler's path answers no actions",
        edits: [
          {
            file: "server/admit/classify-request.js",
            find: 'return callsAction ? { kind: "wrong-method", allow: "" } : { kind: "handler", match };',
            replace: 'return { kind: "handler", match };',
          },
        ],
      },
      {
        check: "a file's path answers no actions",
        edits: [
          {
            file: "server/admit/classify-request.js",
            find: "if (asset !== undefined)",
            replace: 'if (asset !== undefined && method !== "POST")',
          },
        ],
      },
    ],
  },
  {
    id: "B14",
    says: "where a header and fields name actions, no two run",
    cases: [
      {
        name: "a form's fields in the body of a call",
        send: (to) =>
          partsTo(to, [field("0", "[]"), field(`$ACTION_ID_${to.idOf("submitVault")}`, "")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "only a form's fields in the body of a call",
        send: (to) =>
          partsTo(to, [field(`$ACTION_ID_${to.idOf("submitVault")}`, ""), field("word", "a")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "the fields inside of a FormData argument, which are text there",
        send: (to) =>
          partsTo(to, [field("_1_$ACTION_ID_", to.idOf("unlock")), field("0", '["$K1"]')], {
            action: "describe",
          }),
        expect: answered(200, { runs: ["describe"] }),
      },
    ],
    without: [
      {
        check: "a call's parts are those of a reply",
        edits: [
          {
            file: "protocol/reply/reply-graph.js",
            find: "throw new ReplyFault(`a part with the name ${quote(name)}`);",
            replace: "return;",
          },
        ],
      },
    ],
  },
  {
    id: "B15",
    says: "whether an id is known is no secret, and no foreign page can find it out",
    cases: [
      ...["unlock", undefined].map((name): ThreatCase => ({
        name: `${name === undefined ? "an unknown" : "a known"} id from another origin`,
        send: (to) =>
          callTo(to, {
            headers: {
              Origin: "https://evil.example",
              "Sec-Fetch-Site": "cross-site",
              "Edict-Action": name === undefined ? "a".repeat(50) : to.idOf(name),
            },
          }),
        expect: refused("ORIGIN"),
      })),
      {
        name: "the ids are in a page for everybody to read",
        send: (to) => requestTo(to, { target: "/" }),
        expect: answered(200, {
          also: ([page]) => assert.match(page?.body ?? "", /\$ACTION_ID_[0-9a-f]{50}/),
        }),
      },
    ],
    without: [withoutOriginCheck],
  },
];
