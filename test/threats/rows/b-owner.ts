import assert from "node:assert/strict";
import { callTo, field, formTo, type RawCall } from "../harness/raw-request.ts";
import {
  answered,
  refused,
  type Expectation,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";

const key = { Cookie: "key=1" };

/** What the proxy of `/admin` and `/items` says to whoever has no key. */
const shut: Expectation = answered(401, {
  also: ([answer]) => assert.equal(answer?.body, "no key"),
});

function erases(name: string, expect: Expectation, call: RawCall = {}): ThreatCase {
  return {
    name: `the action of /admin posted to ${name}`,
    send: (to) => callTo(to, { action: "erase", args: ["all"], ...call }),
    expect,
  };
}

function renames(page: string | undefined, expect: Expectation, headers = {}): ThreatCase {
  return {
    name: `the action of /items/[id] posted to /, on a page ${String(page)}${"Cookie" in headers ? ", with a key" : ""}`,
    send: (to) =>
      callTo(to, { action: "rename", args: ["new"], headers: { "Edict-Page": page, ...headers } }),
    expect,
  };
}

/** Actions posted to routes that are not their own. */
export const ownerRows: readonly ThreatRow[] = [
  {
    id: "B11",
    says: "an action posted to another route's URL is let through by the proxy of its own, or not found",
    cases: [
      ...["/", "/inline", "/nothing", "/items/5", "/admin"].map((target) =>
        erases(target, shut, { target }),
      ),
      ...["/admin", "/", "/admin/", "//admin", "http://localhost/admin"].map((page) =>
        erases(`/ from a page ${page}`, shut, { headers: { "Edict-Page": page } }),
      ),
      {
        name: "the form of an action of /admin posted to /",
        send: (to) => formTo(to, [field(`$ACTION_ID_${to.idOf("erase")}`, "")]),
        expect: shut,
      },
      erases("/ with a key, which runs", answered(200, { runs: ["erase all"] }), { headers: key }),
      ...[
        undefined,
        "/",
        "/admin",
        "/items",
        "/items/5/",
        "//items/5",
        "/items/5/more",
        "items/5",
      ].map((page) => renames(page, refused("NOT_FOUND"), key)),
      renames("/items/5", shut),
      renames("/items/5", answered(200, { runs: ["rename new"] }), key),
    ],
    without: [
      {
        check: "actions belong to routes",
        edits: [
          {
            file: "server/admit/enter-owner.js",
            find: 'owners === "everywhere"',
            replace: "true",
          },
        ],
      },
      {
        check: "the proxy of the action's own route is asked",
        edits: [
          {
            file: "server/handle-request.js",
            find: "return handleCall(visit, { match: asked.match, enter });",
            replace: "return handleCall(visit, { match: asked.match, enter: answerVisit });",
          },
        ],
      },
      {
        check: "the proxy of the own route of a form's action is asked",
        edits: [
          {
            file: "server/handle-request.js",
            find: "handleForm(visit, { match: asked.match, enter })",
            replace:
              "handleForm(visit, { match: asked.match, enter: (entered, answer) => answer(entered) })",
          },
        ],
      },
    ],
  },
];
