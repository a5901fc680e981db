import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { callTo, field, formTo, multipart } from "../harness/raw-request.ts";
import type { Answer } from "../harness/read-answers.ts";
import {
  answered,
  refused,
  unanswered,
  type Removal,
  type ThreatRow,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { untilGone } from "./d-size.ts";

const deadline: Removal = {
  check: "the deadline of a body",
  edits: [
    {
      file: "server/call/read-body.js",
      find: "const deadline = deadlines.start(() => refuse(timedOut(collected.length, limits.bodyTimeoutMs)));",
      replace: "const deadline = { clear() { }, refresh() { } };",
    },
  ],
};

/** Writes a byte at a time, far below the lowest rate, until the server has answered. */
async function trickle(to: Target, head: Buffer): Promise<readonly Answer[]> {
  const connection = to.open();
  connection.write(head);
  for (let count = 0; count < 300 && connection.received() === ""; count++) {
    connection.write(" ");
    await sleep(10);
  }
  assert.notEqual(connection.received(), "", "it is refused while bytes still come");
  return connection.answers();
}

/** A head that comes a byte at a time. */
async function trickleHead(to: Target): Promise<readonly Answer[]> {
  const connection = to.open();
  for (const byte of callTo(to).toString("latin1").slice(0, 200)) {
    if (connection.isClosed() || connection.received() !== "") break;
    connection.write(byte);
    await sleep(10);
  }
  return connection.answers();
}

/** Leaves in the middle of a body; the server must have noticed, and said so, before anything else is asked of it. */
async function leave(to: Target, bytes: Buffer): Promise<readonly Answer[]> {
  const connection = to.open();
  connection.write(bytes);
  await sleep(30);
  connection.leave();
  const lines = await untilGone(to, 1);
  assert.equal(lines.length, 1, `one line tells of it: ${JSON.stringify(lines)}`);
  assert.match(lines[0] ?? "", /the body broke off/);
  return [];
}

/** More calls than may run or wait, each with a body that does not come. */
async function crowd(to: Target): Promise<readonly Answer[]> {
  const body = Buffer.from(`["${"x".repeat(996)}"]`);
  const crowded = Array.from({ length: 30 }, () => {
    const connection = to.open();
    connection.write(
      callTo(to, { action: "echo", body: "", headers: { "Content-Length": "1000" } }),
    );
    return connection;
  });
  const refusals = crowded.filter((each) => each.received() !== "");
  for (let turn = 0; turn < 100 && refusals.length < 22; turn++) {
    await sleep(10);
    refusals.splice(0, refusals.length, ...crowded.filter((each) => each.received() !== ""));
  }
  const admitted = crowded.filter((each) => !refusals.includes(each));
  for (const each of admitted) each.write(body);
  const served = await Promise.all(admitted.map((each) => each.answers()));
  assert.deepEqual(
    served.map((answers) => answers.map(({ status }) => status)),
    admitted.map(() => [200]),
    "those that were admitted are served",
  );
  return (await Promise.all(refusals.map((each) => each.answers()))).flat();
}

/** How a body may come too slowly, in part, or together with too many others. */
export const bodyTimeRows: readonly ThreatRow[] = [
  {
    id: "D10",
    says: "a head or a body that comes too slowly is 408 at its deadline, and its slot is free",
    cases: [
      {
        name: "a head, a byte at a time, which Node refuses",
        server: "narrow",
        send: trickleHead,
        expect: answered(408),
      },
      {
        name: "a call, a byte at a time",
        server: "narrow",
        send: (to) => trickle(to, callTo(to, { body: "[", headers: { "Content-Length": "900" } })),
        expect: refused("BODY_TIMEOUT"),
      },
      {
        name: "a form, a byte at a time",
        server: "narrow",
        send: (to) =>
          trickle(to, formTo(to, [], { body: "", headers: { "Content-Length": "900" } })),
        expect: refused("BODY_TIMEOUT"),
      },
      {
        name: "a call that stalls before its last byte",
        server: "narrow",
        send: (to) =>
          callTo(to, { body: `["${"x".repeat(900)}"`, headers: { "Content-Length": "904" } }),
        expect: refused("BODY_TIMEOUT"),
      },
      {
        name: "a call that never begins",
        server: "narrow",
        send: (to) => callTo(to, { body: "", headers: { "Content-Length": "900" } }),
        expect: refused("BODY_TIMEOUT"),
      },
      {
        name: "a call in chunks that never end",
        server: "narrow",
        send: (to) =>
          callTo(to, { body: "2\r\n[]\r\n", headers: { "Transfer-Encoding": "chunked" } }),
        expect: refused("BODY_TIMEOUT"),
      },
    ],
    without: [
      deadline,
      {
        check: "the lowest rate",
        edits: [
          {
            file: "server/call/read-body.js",
            find: "if (length < nextMark)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "the deadline of a head",
        edits: [
          {
            file: "adapters/node/serve.js",
            find: "headersTimeout: limits.headersTimeoutMs,",
            replace: "",
          },
        ],
      },
    ],
  },
  {
    id: "D11",
    says: "a body that breaks off is thrown away: nothing runs, the call settles and its slot is free",
    cases: [
      {
        name: "a call that leaves",
        server: "narrow",
        send: (to) => leave(to, callTo(to, { body: '["x', headers: { "Content-Length": "50" } })),
        expect: unanswered(),
      },
      {
        name: "a call in chunks that leaves",
        server: "narrow",
        send: (to) =>
          leave(to, callTo(to, { body: "2\r\n[]", headers: { "Transfer-Encoding": "chunked" } })),
        expect: unanswered(),
      },
      {
        name: "a form that leaves inside of a part",
        server: "narrow",
        send: (to) => {
          const body = multipart([field(`$ACTION_ID_${to.idOf("submitVault")}`, "")]);
          const headers = { "Content-Length": String(body.length) };
          return leave(to, formTo(to, [], { body: body.subarray(0, 90), headers }));
        },
        expect: unanswered(),
      },
      {
        name: "a call that leaves before a byte of its body",
        server: "narrow",
        send: (to) => leave(to, callTo(to, { body: "", headers: { "Content-Length": "50" } })),
        expect: unanswered(),
      },
    ],
    without: [
      {
        check: "who leaves is noticed",
        edits: [
          {
            file: "adapters/node/node-request.js",
            find: 'message.on("error", () => end(false));\n        message.on("close", () => end(false));',
            replace: 'message.on("error", () => undefined);',
          },
        ],
      },
    ],
  },
  {
    id: "D13",
    says: "bodies beyond the budget wait, and beyond the queue are 503 with Retry-After; those that were admitted are served",
    cases: [
      {
        name: "30 calls, of which 4 may run and 4 may wait",
        server: "crowded",
        send: crowd,
        expect: {
          statuses: Array.from({ length: 22 }, () => 503),
          code: "BUSY",
          lines: 22,
          runs: Array.from({ length: 8 }, () => "echo"),
        },
      },
    ],
    without: [
      {
        check: "the budget of bytes in flight",
        edits: [
          {
            file: "server/admit/admit-call.js",
            find: "(bytesInFlight === 0 || bytesInFlight + bytes <= limits.maxBodyBytesInFlight)",
            replace: "true",
          },
        ],
      },
      {
        check: "the length of the queue",
        edits: [
          {
            file: "server/admit/admit-call.js",
            find: "if (queue.length >= limits.maxQueued)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
];
