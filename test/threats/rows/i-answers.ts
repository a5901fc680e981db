import assert from "node:assert/strict";
import { callTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import { answered, refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

const markup = "<script>alert(1)</script>";

function has(header: string, values: readonly string[]) {
  return ([answer]: readonly Answer[]): void =>
    assert.deepEqual(answer && headerValues(answer, header), values, header);
}

/** The answer is cut off within what it says, and the log says why. */
function cut(kind: string, reason: RegExp): ThreatCase {
  return {
    name: kind,
    server: "brief",
    send: (to) => callTo(to, { action: "give", args: [kind] }),
    expect: answered(200, {
      runs: [`give ${kind}`],
      lines: 1,
      also: ([answer], { log }) => {
        assert.equal(answer?.complete, false, "the answer is not whole");
        assert.match(log[0]?.line ?? "", reason);
      },
    }),
  };
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Leaves during a call, and asks again with its id. */
async function leaveAndAsk(to: Target): Promise<readonly Answer[]> {
  const id = crypto.randomUUID();
  const call = callTo(to, { action: "watch", headers: { "Edict-Call": id } });
  const first = to.open();
  first.write(call);
  await pause(300);
  first.leave();
  await pause(300);
  const second = to.open();
  second.write(call);
  return second.answers();
}

/** Answers of calls. */
export const answerRows: readonly ThreatRow[] = [
  {
    id: "I11",
    says: "the answer to a call is never HTML, whatever is accepted",
    cases: ["text/html", "text/x-component", "*/*", "image/png", undefined].map(
      (accept): ThreatCase => ({
        name: accept ?? "nothing",
        send: (to) => callTo(to, { action: "echo", args: [markup], headers: { Accept: accept } }),
        expect: answered(200, {
          runs: ["echo"],
          also: (answers) => {
            has("content-type", ["text/x-component"])(answers);
            has("x-content-type-options", ["nosniff"])(answers);
          },
        }),
      }),
    ),
    without: [
      {
        check: "nosniff",
        edits: [
          {
            file: "server/respond/respond-to-call.js",
            find: '["x-content-type-options", "nosniff"],',
            replace: "",
          },
        ],
      },
    ],
  },
  {
    id: "I12",
    says: "nobody keeps the answer to a call",
    cases: ["echo", "unlock"].map((action): ThreatCase => ({
      name: action,
      send: (to) => callTo(to, { action, headers: { "If-None-Match": "*" } }),
      expect: answered(200, {
        runs: [action],
        also: (answers) => {
          has("cache-control", ["no-store"])(answers);
          has("vary", ["edict-action"])(answers);
          for (const name of ["etag", "last-modified", "expires", "age"]) has(name, [])(answers);
        },
      }),
    })),
    without: [
      {
        check: "no-store",
        edits: [
          {
            file: "server/respond/respond-to-call.js",
            find: '["cache-control", "no-store"],',
            replace: "",
          },
        ],
      },
    ],
  },
  {
    id: "I13",
    says: "a text that begins with a dollar comes back as a text",
    cases: [
      ["an action", '["$$h1"]', /"\$\$h1"/],
      ["a reference", '["$$0:0"]', /"\$\$0:0"/],
      ["an opaque value", '["$$T0:0"]', /"\$\$T0:0"/],
      ["a client component", '["$$L1"]', /"\$\$L1"/],
      ["inside", '[{"a":["$$@1"]}]', /"\$\$@1"/],
      ["two dollars", '["$$$1"]', /"\$\$\$1"/],
    ].map(([name, body, told]): ThreatCase => ({
      name: String(name),
      send: (to) => callTo(to, { action: "echo", body: String(body) }),
      expect: answered(200, {
        runs: ["echo"],
        also: ([answer]) => assert.match(answer?.body ?? "", new RegExp(told ?? "")),
      }),
    })),
    without: [
      {
        check: "the dollar before a dollar",
        edits: [
          {
            file: "protocol/flight/tag-value.js",
            find: "return value.charCodeAt(0) === DOLLAR ? `$${value}` : value;",
            replace: "return value;",
          },
        ],
      },
    ],
  },
  {
    id: "I14",
    says: "answers have an end: too much, too long and never are 500, a cut or 504",
    cases: [
      {
        name: "a text over the limit",
        server: "brief",
        send: (to) => callTo(to, { action: "give", args: ["text"] }),
        expect: answered(500, {
          runs: ["give text"],
          lines: 1,
          also: (_, { log }) =>
            assert.match(log[0]?.line ?? "", /the answer has more than 100000 bytes/),
        }),
      },
      cut("stream", /was cut: more than 100000 bytes/),
      cut("late", /was cut: no byte for 300 ms/),
      {
        name: "an action that never ends",
        server: "brief",
        send: (to) => callTo(to, { action: "give", args: ["never"] }),
        expect: refused("TIMEOUT", { runs: ["give never"] }),
      },
    ],
    without: [
      {
        check: "how long an answer in one piece may be",
        edits: [
          {
            file: "server/respond/render-call.js",
            find: "if (text.length * 3 > maxAnswerBytes && Buffer.byteLength(text) > maxAnswerBytes)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "how long a stream may be",
        edits: [
          {
            file: "server/respond/bound-stream.js",
            find: "if (bytes <= limits.maxBytes)",
            replace: "if (true)",
          },
        ],
      },
      {
        check: "the deadline of an action",
        edits: [
          {
            file: "server/call/run-action.js",
            find: "onEnd(err(timedOut(actionTimeoutMs, settingLine)));",
            replace: "",
          },
        ],
      },
    ],
  },
  {
    id: "I15",
    says: "an action whose visitor left is told, runs to its end, and is answered to who asks for the call again",
    cases: [
      {
        name: "leaving, and asking again",
        send: leaveAndAsk,
        expect: answered(200, {
          runs: ["watch", "aborted", "watched"],
          also: ([answer]) => assert.match(answer?.body ?? "", /"kept"/),
        }),
      },
    ],
    without: [
      {
        check: "that the visitor left",
        edits: [
          {
            file: "server/call/request-scope.js",
            find: 'visitor.addEventListener("abort", leave, { once: true });',
            replace: "",
          },
        ],
      },
      {
        check: "the record of calls",
        edits: [
          {
            file: "server/call/begin-call.js",
            find: "if (call.callId === undefined)\n        return unrecorded;\n    return begin(visit, call, { key: `call:",
            replace: "return unrecorded;\n    return begin(visit, call, { key: `call:",
          },
        ],
      },
    ],
  },
];
