import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { callTo, requestTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

const lenientParser: Removal = {
  check: "Node's strict parser (insecureHTTPParser)",
  edits: [
    {
      file: "adapters/node/serve.js",
      find: "noDelay: true,",
      replace: "noDelay: true, insecureHTTPParser: true,",
    },
  ],
};

function connectionCloses(answers: readonly Answer[]): void {
  assert.deepEqual(headerValues(answers[0] ?? assert.fail(), "connection"), ["close"]);
}

const frames: readonly ThreatRow[] = [
  {
    id: "A6",
    says: "two framings of one body are 400 by Node's parser, and the connection ends",
    cases: [
      {
        name: "a length and chunks",
        send: (to) =>
          callTo(to, { headers: { "Content-Length": "2", "Transfer-Encoding": "chunked" } }),
        expect: answered(400, { also: connectionCloses }),
      },
      {
        name: "chunks and a length",
        send: (to) =>
          callTo(to, {
            body: "2\r\n[]\r\n0\r\n\r\n",
            headers: { "Transfer-Encoding": "chunked", "Content-Length": "2" },
          }),
        expect: answered(400, { also: connectionCloses }),
      },
      {
        name: "two different lengths",
        send: (to) => callTo(to, { headers: { "Content-Length": ["2", "3"] } }),
        expect: answered(400, { also: connectionCloses }),
      },
      {
        name: "a transfer encoding that does not end in chunks",
        send: (to) => callTo(to, { headers: { "Transfer-Encoding": "chunked, gzip" } }),
        expect: answered(400, { also: connectionCloses }),
      },
    ],
    without: [lenientParser],
  },
  {
    id: "A7",
    says: "what is no header by the letter is 400 by Node's parser",
    cases: [
      ["a folded line", "X-A: 1\r\n 2\r\n"],
      ["a bare line feed", "X-A: 1\nX-B: 2\r\n"],
      ["a bare carriage return", "X-A: 1\rX-B: 2\r\n"],
      ["a space before the colon", "X-A : 1\r\n"],
      ["a NUL in a value", "X-A: 1\0\r\n"],
      ["a NUL in a name", "X-\0A: 1\r\n"],
      ["a control character in a value", "X-A: 1\x01\r\n"],
      ["a line without a colon", "X-A\r\n"],
    ].map(([name = "", rawLines = ""]): ThreatCase => ({
      name,
      send: (to) => callTo(to, { rawLines }),
      expect: answered(400, { also: connectionCloses }),
    })),
    without: [lenientParser],
  },
  {
    id: "A8",
    says: "an upgrade together with an action, or to WebSocket, is 426, and the connection ends",
    cases: [
      ...["websocket", "h2c", "WebSocket, foo"].map((upgrade): ThreatCase => ({
        name: `a call with Upgrade: ${upgrade}`,
        send: (to) => callTo(to, { headers: { Connection: "Upgrade", Upgrade: upgrade } }),
        expect: answered(426, { also: connectionCloses }),
      })),
      {
        name: "a page with Upgrade: websocket",
        send: (to) => requestTo(to, { headers: { Connection: "Upgrade", Upgrade: "websocket" } }),
        expect: answered(426, { also: connectionCloses }),
      },
    ],
    without: [
      {
        check: "upgrades are looked for",
        edits: [
          {
            file: "server/admit/classify-request.js",
            find: "if (asksForUpgrade(request, callsAction))",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
];

/** A call whose body is a request by itself, over the limit of the server, with a good call behind it. */
async function pipelineBehindRefused(to: Target): Promise<readonly Answer[]> {
  const smuggled = callTo(to, { args: ["smuggled"] }).toString("latin1");
  const connection = to.open();
  connection.write(callTo(to, { body: smuggled.repeat(9), headers: { Connection: "keep-alive" } }));
  connection.write(callTo(to, { action: "echo" }));
  return connection.answers(2);
}

async function endlessRefused(to: Target): Promise<readonly Answer[]> {
  const connection = to.open();
  const headers = { Connection: "keep-alive", "Content-Length": "10000000" };
  connection.write(callTo(to, { body: "", headers }));
  // The server throws away 4,000 bytes and then cuts; nobody is that much faster than it.
  for (let piece = 0; piece < 200 && !connection.isClosed(); piece++) {
    connection.write("x".repeat(8_000));
    await sleep(5);
  }
  assert.ok(connection.isClosed(), "the connection ends long before the body does");
  return connection.answers();
}

const bodies: readonly ThreatRow[] = [
  {
    id: "A9",
    says: "a body that is too large is refused before its sender is told to send it",
    cases: [
      {
        name: "Expect: 100-continue with a length over the limit",
        send: (to) =>
          callTo(to, {
            body: "",
            headers: { Expect: "100-continue", "Content-Length": "99999999" },
          }),
        expect: refused("TOO_LARGE"),
      },
      {
        name: "Expect: 100-continue from another origin",
        send: (to) =>
          callTo(to, {
            body: "",
            headers: {
              Origin: "https://evil.example",
              Expect: "100-continue",
              "Content-Length": "2",
            },
          }),
        expect: refused("ORIGIN"),
      },
    ],
    without: [
      {
        check: "the declared length",
        edits: [
          {
            file: "server/admit/check-body-headers.js",
            find: "if (bytes > maxBodyBytes)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "permission is given only when the body is read",
        edits: [
          {
            file: "adapters/node/serve.js",
            find: 'server.on("checkContinue", (message, response) => start(message, response, true));',
            replace: "",
          },
        ],
      },
    ],
  },
  {
    id: "A10",
    says: "a refused body is never read as the next request: it is thrown away, or the connection ends",
    cases: [
      {
        name: "a request inside of a refused body, and a good call behind it",
        server: "narrow",
        send: pipelineBehindRefused,
        expect: { statuses: [413, 200], runs: ["echo"], lines: 1 },
      },
      {
        name: "a refused body that goes on and on",
        server: "narrow",
        send: endlessRefused,
        expect: refused("TOO_LARGE"),
      },
    ],
    without: [
      {
        check: "the rest of a refused body is thrown away",
        edits: [
          {
            file: "adapters/node/answer-message.js",
            find: "            return discardRest(request, message, discard);",
            replace: "            return;",
          },
        ],
      },
    ],
  },
  {
    id: "A11",
    says: "too many headers, or too large a head, are 431",
    cases: [
      {
        name: "2,000 headers",
        send: (to) => callTo(to, { rawLines: "A: 1\r\n".repeat(2_000) }),
        expect: answered(431),
      },
      {
        name: "201 headers",
        send: (to) => callTo(to, { rawLines: "A: 1\r\n".repeat(200) }),
        expect: answered(431),
      },
      {
        name: "a head of 17 kB",
        send: (to) => callTo(to, { headers: { "X-A": "a".repeat(17_000) } }),
        expect: answered(431),
      },
    ],
    without: [
      {
        check: "the number of headers",
        edits: [
          {
            file: "adapters/node/serve.js",
            find: "message.rawHeaders.length > limits.maxHeaders * 2",
            replace: "false",
          },
        ],
      },
      {
        check: "the size of the head",
        edits: [
          {
            file: "adapters/node/serve.js",
            find: "maxHeaderSize: limits.maxHeaderBytes,",
            replace: "maxHeaderSize: 1_000_000,",
          },
        ],
      },
    ],
  },
  {
    id: "A12",
    says: "a request names its host once: 400 without Host, or with two",
    cases: [
      {
        name: "HTTP/1.0 without Host",
        send: (to) => callTo(to, { version: "1.0", headers: { Host: undefined } }),
        expect: refused("MALFORMED"),
      },
      {
        name: "HTTP/1.1 without Host, which Node refuses",
        send: (to) => callTo(to, { headers: { Host: undefined } }),
        expect: answered(400),
      },
      {
        name: "two Hosts",
        send: (to) => callTo(to, { headers: { Host: [to.host, "evil.example"] } }),
        expect: refused("MALFORMED"),
      },
      {
        name: "an empty Host",
        send: (to) => callTo(to, { headers: { Host: "" } }),
        expect: refused("MALFORMED"),
      },
      {
        name: "HTTP/0.9",
        send: () => "GET /\r\n\r\n",
        expect: refused("MALFORMED"),
      },
      {
        name: "nothing but a line feed, then silence",
        server: "narrow",
        send: () => "\n",
        expect: answered(408),
      },
    ],
    without: [
      {
        check: "one Host",
        edits: [
          {
            file: "server/admit/check-host.js",
            find: 'host === undefined || hosts.length > 1 || host === ""',
            replace: "host === undefined && false",
          },
        ],
      },
    ],
  },
];

/** Framing, heads and hosts. */
export const framingRows: readonly ThreatRow[] = [...frames, ...bodies];
