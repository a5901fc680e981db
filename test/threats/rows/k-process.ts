import assert from "node:assert/strict";
import { connect } from "node:net";
import type { Connection } from "../harness/connection.ts";
import { callTo, field, formTo, requestTo } from "../harness/raw-request.ts";
import { headerValues, readAnswers, type Answer } from "../harness/read-answers.ts";
import { withCommand } from "../harness/run-command.ts";
import { unanswered, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { exchange } from "./k-paths.ts";

const foreign = "https://evil.example";

/** What a page of another site can make a browser send to a development server, and what each must get. */
async function visitDevelopment(to: Target): Promise<void> {
  await withCommand(to, ["dev"], async ({ target, output }) => {
    // The first page waits for dependencies to be prepared.
    await fetch(`${target.origin}/whoami`, { headers: { accept: "text/html" } });
    const [own] = await exchange(target, callTo(target, { action: "echo", args: ["mine"] }));
    assert.equal(own?.status, 200, `the app's own page may call: ${own?.body}`);
    const asForeign = { Origin: foreign, "Sec-Fetch-Site": "cross-site" };
    const call = callTo(target, { action: "echo", headers: asForeign });
    const form = formTo(target, [field(`$ACTION_ID_${target.idOf("submit")}`, "")], {
      headers: asForeign,
    });
    for (const sent of [call, form])
      for (const answer of await exchange(target, sent)) {
        assert.equal(answer.status, 403);
        assert.deepEqual(headerValues(answer, "edict-error"), ["ORIGIN"]);
      }
    const read = requestTo(target, { target: "/@vite/client", headers: { Origin: foreign } });
    for (const answer of await exchange(target, read))
      assert.deepEqual(
        headerValues(answer, "access-control-allow-origin"),
        [],
        "another site cannot read the app's modules",
      );
    for (const path of ["/", "/@vite/client"]) {
      const rebound = requestTo(target, { target: path, headers: { Host: "evil.example" } });
      const [answer] = await exchange(target, rebound);
      assert.ok([403, 421].includes(answer?.status ?? 0), `a name that is not ours: ${path}`);
    }
    const [socket] = await exchange(target, upgradeTo(target, foreign));
    assert.notEqual(socket?.status, 101, "another site is not told of changes");
    assert.equal(await connects("127.0.0.2", target.port), false, "only 127.0.0.1 listens");
    assert.equal(await connects("127.0.0.1", target.port), true);
    assert.match(output(), /ORIGIN \(403\)/, "the refusal is told in the terminal");
  });
}

/** Asks to be told of changes, as Vite's client does. */
function upgradeTo(to: Target, origin: string): Buffer {
  return requestTo(to, {
    target: "/",
    headers: {
      Origin: origin,
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Protocol": "vite-hmr",
    },
  });
}

function connects(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    const settle = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
  });
}

const development: ThreatRow = {
  id: "K6",
  says: "a development server listens on this machine alone, and other sites can neither call, read nor watch it",
  cases: [
    {
      name: "calls, forms, modules, another name and a WebSocket",
      send: async (to) => {
        await visitDevelopment(to);
        return [];
      },
      expect: unanswered(),
    },
  ],
  without: [
    {
      check: "the origin check",
      edits: [
        {
          file: "server/admit/check-origin.js",
          find: "if (mayCall({ origins, fetchSite, hasCookie }, policy))",
          replace: "if (true)",
        },
      ],
    },
    {
      check: "the address that it listens on",
      edits: [
        {
          file: "cli/parse-command.js",
          find: 'return String(values["host"] ?? "127.0.0.1");',
          replace: 'return String(values["host"] ?? "0.0.0.0");',
        },
      ],
    },
  ],
};

const begun = 6;

/** Opens answers that come in two parts, and waits for the first of each. */
async function beginAnswers(to: Target): Promise<readonly Connection[]> {
  const connections = Array.from({ length: begun }, () => to.open());
  for (const each of connections) each.write(requestTo(to, { target: "/parts" }));
  await Promise.all(connections.map((each) => each.until(() => each.received().includes("first"))));
  return connections;
}

/** The process that a begun answer comes from. */
function pidOf(connection: Connection): number {
  return Number(/first (\d+) /.exec(connection.received())?.[1]);
}

/** Waits for the end of a begun answer; its one answer, whole or not. */
async function endOf(connection: Connection): Promise<Answer | undefined> {
  await connection.until(
    () => connection.isClosed() || readAnswers(connection.received(), false)[0]?.complete === true,
  );
  const [answer] = readAnswers(connection.received(), connection.isClosed());
  connection.leave();
  return answer;
}

const ending: ThreatRow = {
  id: "K12",
  says: "a server that is asked to end finishes what it has taken; of a worker that is killed only that is lost",
  cases: [
    {
      name: "SIGTERM while answers are under way",
      send: async (to) => {
        await withCommand(to, ["start"], async ({ target, process, end }) => {
          const connections = await beginAnswers(target);
          process.kill("SIGTERM");
          for (const answer of await Promise.all(connections.map(endOf))) {
            assert.equal(answer?.complete, true, "no answer is broken off");
            assert.match(answer.body, /first \d+ last/);
          }
          assert.equal(await end, 0, "and then it ends as asked");
          assert.equal(await connects("127.0.0.1", target.port), false, "nobody new is let in");
        });
        return [];
      },
      expect: unanswered(),
    },
    {
      name: "SIGKILL of one of two workers",
      send: async (to) => {
        const options = ["--workers", "2"];
        await withCommand(to, ["start", ...options], async ({ target, says }) => {
          const connections = await beginAnswers(target);
          const killed = pidOf(connections[0] ?? target.open());
          process.kill(killed, "SIGKILL");
          for (const each of connections) {
            const isOfKilled = pidOf(each) === killed;
            const answer = await endOf(each);
            assert.equal(answer?.complete, !isOfKilled, "only what it had taken is lost");
          }
          await says(new RegExp(`process ${killed}\\) ended by SIGKILL; another takes its place`));
          await servesAll(target);
        });
        return [];
      },
      expect: unanswered(),
    },
  ],
  without: [
    {
      check: "it waits for what is under way",
      edits: [
        {
          file: "cli/commands/start.js",
          find: "await context.untilStopped();",
          replace: "await context.untilStopped();\n    process.exit(0);",
        },
      ],
    },
    {
      check: "a worker that ends is replaced",
      edits: [
        {
          file: "cli/workers/supervise-workers.js",
          find: "const delayMs = restartDelayMs(slot.failures, policy);",
          replace: "return;",
        },
      ],
    },
  ],
};

/** Calls until five in a row were answered: a worker that takes the place of another needs its time. */
async function servesAll(to: Target): Promise<void> {
  const endsAt = performance.now() + 20_000;
  for (let good = 0; good < 5;) {
    const [answer] = await exchange(to, callTo(to, { action: "echo", args: ["still"] }));
    good = answer?.status === 200 ? good + 1 : 0;
    assert.ok(performance.now() < endsAt, `it serves on: ${answer?.status} ${answer?.body}`);
  }
}

const stuck: ThreatRow = {
  id: "K14",
  says: "a worker that an action keeps busy without a pause is replaced, and the others serve on",
  cases: [
    {
      name: "an endless loop in one of two workers",
      send: async (to) => {
        const options = ["--workers", "2", "--stuck-after", "1"];
        await withCommand(to, ["start", ...options], async ({ target, says }) => {
          const connection = target.open();
          connection.write(callTo(target, { action: "spin" }));
          await says(/has not answered for 1 s/);
          await says(/ended by SIGKILL; another takes its place/);
          await connection.until(() => connection.isClosed());
          assert.equal(connection.received(), "", "nothing is said of how it ended");
          await servesAll(target);
        });
        return [];
      },
      expect: unanswered(),
    },
  ],
  without: [
    {
      check: "workers that hang are looked for",
      edits: [
        {
          file: "cli/workers/supervise-workers.js",
          find: "if (slot.isEmpty || slot.silentMs <= limitMs)",
          replace: "if (true)",
        },
      ],
    },
  ],
};

/** Development, and processes that end. */
export const processRows: readonly ThreatRow[] = [development, ending, stuck];
