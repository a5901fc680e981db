import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProfileName } from "../harness/profiles.ts";
import { callTo, field, formTo, multipart, partsTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import {
  answered,
  refused,
  unanswered,
  type Removal,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

/** The limit of the narrow servers, in bytes. */
const limit = 1_000;

const declared: Removal = {
  check: "the declared length",
  edits: [
    {
      file: "server/admit/check-body-headers.js",
      find: "if (bytes > maxBodyBytes)",
      replace: "if (false)",
    },
  ],
};
const counted: Removal = {
  check: "the length that comes",
  edits: [
    {
      file: "server/call/read-body.js",
      find: "if (length > limits.maxBodyBytes)",
      replace: "if (false)",
    },
  ],
};

function namesLimit(answers: readonly Answer[]): void {
  const [answer] = answers;
  assert.deepEqual(headerValues(answer ?? assert.fail(), "edict-limit"), [String(limit)]);
}

function chunksOf(body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from("\r\n0\r\n\r\n"),
  ]);
}

/** A way to send a body of exactly so many bytes that is good but for its size. */
interface Path {
  readonly name: string;
  readonly runs: string;
  readonly send: (to: Target, bytes: number) => Buffer;
}

function fill(bytes: number, around: (text: string) => Buffer): Buffer {
  return around("x".repeat(bytes - around("").length));
}

const paths: readonly Path[] = [
  {
    name: "a call",
    runs: "describe",
    send: (to, bytes) =>
      callTo(to, {
        action: "describe",
        body: fill(bytes, (text) => Buffer.from(`["${text}"]`)),
      }),
  },
  {
    name: "a call in chunks",
    runs: "describe",
    send: (to, bytes) =>
      callTo(to, {
        action: "describe",
        body: chunksOf(fill(bytes, (text) => Buffer.from(`["${text}"]`))),
        headers: { "Transfer-Encoding": "chunked" },
      }),
  },
  {
    name: "a call in parts",
    runs: "describe",
    send: (to, bytes) =>
      partsTo(to, [], {
        action: "describe",
        body: fill(bytes, (text) => multipart([field("0", `["${text}"]`)])),
      }),
  },
  {
    name: "a form",
    runs: "submit word",
    send: (to, bytes) =>
      formTo(to, [], {
        body: fill(bytes, (text) =>
          multipart([field(`$ACTION_ID_${to.idOf("submit")}`, ""), field("word", text)]),
        ),
      }),
  },
  {
    name: "a form in chunks",
    runs: "submit word",
    send: (to, bytes) =>
      formTo(to, [], {
        body: chunksOf(
          fill(bytes, (text) =>
            multipart([field(`$ACTION_ID_${to.idOf("submit")}`, ""), field("word", text)]),
          ),
        ),
        headers: { "Transfer-Encoding": "chunked" },
      }),
  },
  {
    name: "a urlencoded form",
    runs: "submit word",
    send: (to, bytes) =>
      formTo(to, [], {
        body: fill(bytes, (text) => Buffer.from(`$ACTION_ID_${to.idOf("submit")}=&word=${text}`)),
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      }),
  },
];

function aroundLimit(server: ProfileName): readonly ThreatCase[] {
  return paths.flatMap(({ name, runs, send }) =>
    [limit - 1, limit, limit + 1].map((bytes): ThreatCase => ({
      name: `${name} of ${bytes} bytes to ${server}`,
      server,
      send: (to) => send(to, bytes),
      expect:
        bytes > limit
          ? refused("TOO_LARGE", { also: namesLimit })
          : answered(200, { runs: [runs] }),
    })),
  );
}

/** A call in chunks: nothing is said at the limit, and one byte more is refused while the rest is still to come. */
async function growPastLimit(to: Target): Promise<readonly Answer[]> {
  const connection = to.open();
  connection.write(callTo(to, { body: "", headers: { "Transfer-Encoding": "chunked" } }));
  connection.write(`${limit.toString(16)}\r\n${"x".repeat(limit)}\r\n`);
  await sleep(50);
  assert.equal(connection.received(), "", "nothing is said at the limit");
  connection.write("1\r\nx\r\n");
  return connection.answers();
}

const piece = `10000\r\n${"x".repeat(65_536)}\r\n`;
const maxHeldBytes = 8_000_000;

/** 32 MB in chunks where 1 MiB may come: what is thrown away is not kept. */
async function growWithoutEnd(to: Target): Promise<readonly Answer[]> {
  const before = await to.report("gc");
  const connection = to.open();
  const headers = { "Transfer-Encoding": "chunked", Connection: "keep-alive" };
  connection.write(callTo(to, { body: "", headers }));
  for (let index = 0; index < 512; index++) {
    connection.write(piece);
    if (index % 64 === 0) await sleep(5);
  }
  await connection.until(() => connection.received().includes("\r\n\r\n"));
  const { log, memory } = await to.report("gc");
  const held = memory.arrayBuffers - before.memory.arrayBuffers;
  assert.ok(held < maxHeldBytes, `${held} bytes are held`);
  assert.equal(log.length, 1, "one line tells of it");
  return connection.answers();
}

/** Fifty calls that each announce 400 MB and send nothing of it. */
async function announceMuch(to: Target): Promise<readonly Answer[]> {
  const before = await to.report("gc");
  const calls = Array.from({ length: 50 }, () => {
    const connection = to.open();
    connection.write(callTo(to, { body: '["x', headers: { "Content-Length": "400000000" } }));
    return connection;
  });
  for (let turn = 0; turn < 200; turn++) {
    if ((await to.report()).connections === calls.length) break;
    await sleep(10);
  }
  await sleep(50); // a head follows its connection at once
  const { memory, connections } = await to.report("gc");
  assert.equal(connections, calls.length, "they are all there");
  const held = memory.arrayBuffers - before.memory.arrayBuffers;
  assert.ok(held < maxHeldBytes, `${held} bytes are held for ${calls.length} announcements`);
  for (const connection of calls) connection.leave();
  await untilGone(to, calls.length);
  return [];
}

/** Waits until every connection is gone and `count` lines tell of it, and takes them out of the log. */
export async function untilGone(to: Target, count: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let turn = 0; turn < 200; turn++) {
    const { log, connections } = await to.report();
    lines.push(...log.map(({ line }) => line));
    if (connections === 0 && lines.length >= count) return lines;
    await sleep(10);
  }
  throw new Error(`connections are left, or too few lines: ${JSON.stringify(lines)}`);
}

/** How a body may be too large. */
export const bodySizeRows: readonly ThreatRow[] = [
  {
    id: "D6",
    says: "a length over the limit is 413 before a byte is read",
    cases: ["1001", "99999999", "999999999999999"].flatMap((length): readonly ThreatCase[] => [
      {
        name: `a call of ${length} bytes that never come`,
        server: "narrow",
        send: (to) => callTo(to, { body: "", headers: { "Content-Length": length } }),
        expect: refused("TOO_LARGE", { also: namesLimit }),
      },
      {
        name: `a form of ${length} bytes that never come`,
        server: "narrow",
        send: (to) => formTo(to, [], { body: "", headers: { "Content-Length": length } }),
        expect: refused("TOO_LARGE", { also: namesLimit }),
      },
    ]),
    without: [declared],
  },
  {
    id: "D7",
    says: "a body in chunks is 413 with the first byte over the limit, and nothing of it is kept",
    cases: [
      {
        name: "one byte over the limit, and no end",
        server: "narrow",
        send: growPastLimit,
        expect: refused("TOO_LARGE", { also: namesLimit }),
      },
      {
        name: "32 MB in chunks",
        send: growWithoutEnd,
        expect: refused("TOO_LARGE", { lines: 0 }),
      },
    ],
    without: [counted],
  },
  {
    id: "D8",
    says: "the limit itself passes, and one byte more does not",
    cases: aroundLimit("narrow"),
    without: [
      {
        check: "a declared length at the limit passes",
        edits: [
          {
            file: "server/admit/check-body-headers.js",
            find: "if (bytes > maxBodyBytes)",
            replace: "if (bytes >= maxBodyBytes)",
          },
        ],
      },
      {
        check: "a length that comes passes at the limit",
        edits: [
          {
            file: "server/call/read-body.js",
            find: "if (length > limits.maxBodyBytes)",
            replace: "if (length >= limits.maxBodyBytes)",
          },
        ],
      },
      counted,
    ],
  },
  {
    id: "D9",
    says: "the limit holds on every way in: calls and forms, in development, and behind a host of web requests",
    cases: [...aroundLimit("narrowDevelopment"), ...aroundLimit("narrowFetch")],
    without: [counted],
  },
  {
    id: "D14",
    says: "a length that is no number is 400",
    cases: [
      ...["-1", "NaN", "+5", "0x10", "1e3", "2 2", "2,2", "2;", "99999999999999999999"].map(
        (length): ThreatCase => ({
          name: `${length}, which Node refuses`,
          send: (to) => callTo(to, { headers: { "Content-Length": length } }),
          expect: answered(400),
        }),
      ),
      ...["9007199254740993", "18446744073709551615"].map((length): ThreatCase => ({
        name: `${length}, which no number of bytes is`,
        send: (to) => callTo(to, { body: "", headers: { "Content-Length": length } }),
        expect: refused("MALFORMED"),
      })),
    ],
    without: [
      {
        check: "a length has at most 15 digits",
        edits: [
          {
            file: "server/admit/check-body-headers.js",
            find: "if (!/^\\d{1,15}$/.test(length))",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "D15",
    says: "nothing is allocated for what a length only announces",
    cases: [
      {
        name: "fifty calls that announce 400 MB each and stall",
        server: "large",
        send: announceMuch,
        expect: unanswered(),
      },
    ],
    without: [
      {
        check: "bytes are kept as they come",
        edits: [
          {
            file: "server/call/read-body.js",
            find: "const collected = new BodyBytes(limits.maxBodyBytes);",
            replace:
              "const collected = new BodyBytes(limits.maxBodyBytes);\n    collected.ahead = new Uint8Array(4_000_000);",
          },
        ],
      },
    ],
  },
];
