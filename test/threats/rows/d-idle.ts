import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "../harness/connection.ts";
import { callTo } from "../harness/raw-request.ts";
import type { Answer } from "../harness/read-answers.ts";
import { unanswered, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { untilGone } from "./d-size.ts";

const isLong = process.env["EDICT_LONG"] === "1";
/** Connections that say nothing. */
const silentCount = isLong ? 10_000 : 300;
const goodCalls = 5;
/** Below what a server's backlog holds: the kernel may let go what is beyond. */
const atOnce = 200;

async function open(to: Target, count: number): Promise<readonly Connection[]> {
  const connections: Connection[] = [];
  while (connections.length < count) {
    const batch = Array.from({ length: Math.min(atOnce, count - connections.length) }, () =>
      to.open(),
    );
    await Promise.all(batch.map((each) => each.opened));
    connections.push(...batch);
    await to.report(); // answered once the server has taken them
  }
  return connections;
}

async function callAmongSilent(to: Target): Promise<readonly Answer[]> {
  const silent = await open(to, silentCount);
  for (let count = 0; count < goodCalls; count++) {
    const connection = to.open();
    connection.write(callTo(to, { action: "echo" }));
    const answers = await connection.answers();
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200],
    );
  }
  await Promise.all(silent.map((each) => each.until(each.isClosed, 30_000)));
  return [];
}

async function openTooMany(to: Target): Promise<readonly Answer[]> {
  const connections = await open(to, 80);
  const turnedAway = (): number => connections.filter((each) => each.isClosed()).length;
  for (let turn = 0; turn < 300 && turnedAway() < 30; turn++) await sleep(10);
  assert.equal(turnedAway(), 30, "only those that are too many are turned away");
  for (const each of connections) each.leave();
  await untilGone(to, 0);
  return [];
}

/** Connections that bring nothing. */
export const idleRows: readonly ThreatRow[] = [
  {
    id: "D12",
    says: "connections that bring nothing keep no good request waiting, end at the deadline of a head, and are counted",
    cases: [
      {
        name: `${silentCount} silent connections, and good calls among them`,
        server: isLong ? "plain" : "impatient",
        send: callAmongSilent,
        expect: unanswered({ runs: Array.from({ length: goodCalls }, () => "echo") }),
      },
      {
        name: "80 connections where 50 may be",
        server: "fewConnections",
        send: openTooMany,
        expect: unanswered(),
      },
    ],
    without: [
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
      {
        check: "the number of connections",
        edits: [
          {
            file: "adapters/node/serve.js",
            find: "server.maxConnections = limits.maxConnections;",
            replace: "",
          },
        ],
      },
    ],
  },
];
