import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { callTo, field, formTo, requestTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import { answered, refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { exchange } from "./k-paths.ts";

const flood = 60;

/** Many calls at once of what takes its time, and pages meanwhile. */
async function overload(to: Target): Promise<readonly Answer[]> {
  const calls = Array.from({ length: flood }, () =>
    exchange(to, callTo(to, { action: "slow", args: [200] })),
  );
  const pages = Array.from({ length: 5 }, () =>
    exchange(to, requestTo(to, { target: "/whoami", headers: { Accept: "text/html" } })),
  );
  for (const page of await Promise.all(pages))
    assert.deepEqual(
      page.map(({ status }) => status),
      [200],
      "pages are answered meanwhile",
    );
  return (await Promise.all(calls)).flat();
}

const overloaded: ThreatRow = {
  id: "K11",
  says: "beyond what may run and wait, calls are refused at once and told when to come again",
  cases: [
    {
      name: `${flood} calls where four may run and four wait`,
      server: "busy",
      send: async (to) => {
        const answers = await overload(to);
        const { runs, log } = await to.report();
        const served = answers.filter(({ status }) => status === 200);
        const refusals = answers.filter(({ status }) => status === 503);
        assert.equal(served.length + refusals.length, flood, "each is answered, one way or other");
        assert.ok(served.length >= 8, "what was admitted is served");
        assert.equal(runs.length, served.length, "what was refused did not run");
        assert.equal(log.length, refusals.length, "each refusal is told");
        assert.ok(refusals.length >= flood / 2, `most are refused: ${refusals.length}`);
        for (const refusal of refusals) {
          assert.deepEqual(headerValues(refusal, "retry-after"), ["1"]);
          assert.deepEqual(headerValues(refusal, "edict-error"), ["BUSY"]);
          assert.equal(refusal.body, "The server is busy.\n");
        }
        return [];
      },
      expect: { statuses: [] },
    },
  ],
  without: [
    {
      check: "the queue is bounded",
      edits: [
        {
          file: "server/admit/admit-call.js",
          find: "if (queue.length >= limits.maxQueued)",
          replace: "if (false)",
        },
      ],
    },
    {
      check: "how many may run",
      edits: [
        {
          file: "server/admit/admit-call.js",
          find: "running < limits.maxRunning",
          replace: "true",
        },
      ],
    },
  ],
};

const endless: ThreatRow = {
  id: "K13",
  says: "an action that never ends is 504 at its deadline, is told to end, and gives its slot back",
  cases: [
    {
      name: "a call, where one may run at a time",
      server: "hasty",
      send: (to) => callTo(to, { action: "hang" }),
      expect: refused("TIMEOUT", { runs: ["hang", "hang was told to end"] }),
    },
    {
      name: "two calls one after the other",
      server: "hasty",
      send: async (to) => [
        ...(await exchange(to, callTo(to, { action: "hang" }))),
        ...(await exchange(to, callTo(to, { action: "hang" }))),
      ],
      expect: {
        statuses: [504, 504],
        code: "TIMEOUT",
        lines: 2,
        runs: ["hang", "hang was told to end", "hang", "hang was told to end"],
      },
    },
  ],
  without: [
    {
      check: "its signal",
      edits: [
        {
          file: "server/call/run-action.js",
          find: "scope.abort(passed);",
          replace: "",
        },
      ],
    },
    {
      check: "its slot",
      edits: [
        {
          file: "server/handle-call.js",
          find: "slot.value.release();\n            resolve(",
          replace: "resolve(",
        },
      ],
    },
  ],
};

/** A call under an id of its own. */
function callUnder(
  to: Target,
  id: string,
  args: readonly unknown[] = ["a"],
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  return callTo(to, { action: "signIn", args, headers: { "Edict-Call": id, ...headers } });
}

function comparable({ status, headers, body }: Answer): unknown {
  return { status, body, headers: headers.filter(([name]) => name !== "date") };
}

function hasSameAnswers(answers: readonly Answer[]): void {
  const [first, ...rest] = answers.map(comparable);
  for (const each of rest) assert.deepEqual(each, first);
}

/** The second of two requests that share an id. */
function second(
  name: string,
  other: (to: Target, id: string) => Buffer,
  status: number,
  code?: string,
): ThreatCase {
  return {
    name,
    send: async (to) => {
      const id = randomUUID();
      const first = await exchange(to, callUnder(to, id));
      return [...first, ...(await exchange(to, other(to, id)))];
    },
    expect: {
      statuses: [200, status],
      runs: ["signIn"],
      lines: code === undefined ? 0 : 1,
      also: (answers) => {
        if (code === undefined) hasSameAnswers(answers);
        else
          assert.deepEqual(
            answers.slice(1).flatMap((each) => headerValues(each, "edict-error")),
            [code],
          );
      },
    },
  };
}

const repeated: ThreatRow = {
  id: "K15",
  says: "under one call id an action runs once: a repetition gets the same answer, 409 while it runs, and anything else 422",
  cases: [
    second("the same call again", (to, id) => callUnder(to, id), 200),
    second("the id in upper case", (to, id) => callUnder(to, id.toUpperCase()), 200),
    second("another body", (to, id) => callUnder(to, id, ["b"]), 422, "KEY_REUSED"),
    second(
      "another action",
      (to, id) => callTo(to, { args: ["a"], headers: { "Edict-Call": id } }),
      422,
      "KEY_REUSED",
    ),
    second(
      "another visitor",
      (to, id) => callUnder(to, id, ["a"], { Cookie: "session=mallory" }),
      422,
      "KEY_REUSED",
    ),
    {
      name: "while it runs",
      send: async (to) => {
        const headers = { "Edict-Call": randomUUID() };
        const call = callTo(to, { action: "slow", args: [300], headers });
        const running = exchange(to, call);
        const again = await exchange(to, call);
        return [...again, ...(await running)];
      },
      expect: {
        statuses: [409, 200],
        runs: ["slow"],
        lines: 1,
        also: ([again]) => {
          assert.deepEqual(again && headerValues(again, "edict-error"), ["IN_PROGRESS"]);
          assert.deepEqual(again && headerValues(again, "retry-after"), ["1"]);
        },
      },
    },
    {
      name: "ten at once",
      send: async (to) => {
        const id = randomUUID();
        const sent = Array.from({ length: 10 }, () => exchange(to, callUnder(to, id)));
        const answers = (await Promise.all(sent)).flat();
        assert.equal(answers.length, 10);
        assert.ok(answers.some(({ status }) => status === 200));
        for (const { status } of answers) assert.ok(status === 200 || status === 409);
        assert.deepEqual((await to.report()).runs, ["signIn"]);
        return [];
      },
      expect: { statuses: [] },
    },
    {
      name: "a form sent twice",
      send: async (to) => {
        const fields = [
          field("$EDICT", `${to.build}.${randomUUID()}`),
          field(`$ACTION_ID_${to.idOf("submit")}`, ""),
          field("word", "a"),
        ];
        const form = formTo(to, fields);
        return [...(await exchange(to, form)), ...(await exchange(to, form))];
      },
      expect: { statuses: [200, 200], runs: ["submit word"] },
    },
    ...["x", "", "0".repeat(36), `${randomUUID()}, ${randomUUID()}`].map((id): ThreatCase => ({
      name: `an id that is none: ${JSON.stringify(id.slice(0, 10))}`,
      send: (to) => callUnder(to, id),
      expect: refused("MALFORMED"),
    })),
  ],
  without: [
    {
      check: "calls are recorded",
      edits: [
        {
          file: "server/call/begin-call.js",
          find: "return begin(visit, call, { key: `call:${call.callId}`, waitMs: 0 });",
          replace: "return unrecorded;",
        },
      ],
    },
    {
      check: "forms are recorded",
      edits: [
        {
          file: "server/call/begin-call.js",
          find: "const key = `form:${call.callId}:${contentOf(call)}`;",
          replace: "return unrecorded; const key = '';",
        },
      ],
    },
    {
      check: "an id stands for one content and one caller",
      edits: [
        {
          file: "calls/begun.js",
          find: "if (state.content !== call.content || !state.principals.includes(call.principal))",
          replace: "if (false)",
        },
      ],
    },
  ],
};

const guesses = 12;

/** Calls are counted by the minutes of the clock: waits where one is about to end. */
async function untilMinuteHasRoom(): Promise<void> {
  const leftMs = 60_000 - (Date.now() % 60_000);
  if (leftMs < 3_000) await new Promise((resolve) => setTimeout(resolve, leftMs));
}

/** Guesses ids, each request as `headers` has it; gives how often each status came. */
async function guess(
  to: Target,
  headersOf: (index: number) => Readonly<Record<string, string>>,
): Promise<readonly Answer[]> {
  await untilMinuteHasRoom();
  const answers: Answer[] = [];
  for (let index = 0; index < guesses; index++) {
    const id = index.toString(16).padStart(50, "a");
    const headers = { "Edict-Action": id, ...headersOf(index) };
    answers.push(...(await exchange(to, callTo(to, { headers }))));
  }
  return answers;
}

const statusesUpTo = (limit: number): number[] =>
  Array.from({ length: guesses }, (_, index) => (index < limit ? 404 : 429));

const guessing: ThreatRow = {
  id: "K16",
  says: "whoever guesses ids or keys is soon told nothing more, and before that nothing that differs",
  cases: [
    {
      name: "ids from one address",
      server: "counting",
      send: (to) => guess(to, () => ({ "X-Forwarded-For": "203.0.113.1" })),
      expect: {
        statuses: statusesUpTo(5),
        lines: guesses,
        also: (answers) => {
          const bodies = new Set(answers.map(({ body }) => body));
          assert.deepEqual(
            [...bodies],
            ["There is no such action.\n", "There were too many calls.\n"],
          );
          for (const answer of answers.slice(5))
            assert.match(headerValues(answer, "retry-after").join(), /^[1-9]\d?$/);
        },
      },
    },
    {
      name: "sealed captures from one address",
      server: "counting",
      send: async (to) => {
        await untilMinuteHasRoom();
        const answers: Answer[] = [];
        for (let index = 0; index < guesses; index++)
          answers.push(
            ...(await exchange(
              to,
              callTo(to, {
                action: "Mixed.keep",
                target: "/inline",
                args: [`v1.k1.${"A".repeat(40 + index)}`, "data"],
                headers: { "X-Forwarded-For": "203.0.113.2", "Edict-Page": "/inline" },
              }),
            )),
          );
        return answers;
      },
      expect: {
        statuses: statusesUpTo(5).map((status) => (status === 404 ? 400 : status)),
        lines: guesses,
      },
    },
    {
      name: "another address is not held by that",
      server: "counting",
      send: (to) => callTo(to, { action: "echo", headers: { "X-Forwarded-For": "203.0.113.3" } }),
      expect: answered(200, { runs: ["echo"] }),
    },
  ],
  without: [
    {
      check: "calls are counted",
      edits: [
        {
          file: "server/admit/limit-rate.js",
          find: "if (callsPerMinute === undefined || visit.isReentered)",
          replace: "if (true)",
        },
      ],
    },
  ],
};

/** Too much, too long, too often. */
export const loadRows: readonly ThreatRow[] = [overloaded, endless, repeated, guessing];
