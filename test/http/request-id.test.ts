import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { after } from "../../src/context/index.ts";
import { createMemoryStore, type Store } from "../../src/storage/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf } from "./fake-app.ts";
import { startHost, type Host, type Sent } from "./hosts.ts";

async function logOf(
  options: Parameters<typeof startHost>[2],
  id: string | undefined,
): Promise<string[]> {
  const act = async (): Promise<never> => {
    after(() => {
      throw new Error("later");
    });
    throw new Error("now", { cause: new TypeError("why") });
  };
  const { build } = fakeApp({ actions: { act } });
  const host: Host = await startHost("in memory", build, options);
  const headers = id === undefined ? {} : { "x-request-id": id };
  await host.send({ ...callOf(host, "act", [], { headers }), peer: "10.0.0.1" });
  await host.handler.drain();
  expect(host.log).toHaveLength(2);
  expect(host.log[0]?.detail).toContain("caused by TypeError: why");
  return host.log.map(
    ({ line }) => / digest [0-9a-f-]{17}, request (\S+)$/.exec(line)?.[1] ?? line,
  );
}

const uuid = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe("the log of a failure names its request", () => {
  test("by what a trusted proxy calls it", async () => {
    expect(await logOf({ trustProxy: ["10.0.0.0/8"] }, "edge:7f/1")).toEqual([
      "edge:7f/1",
      "edge:7f/1",
    ]);
  });

  test.each([
    ["nobody named it", ["10.0.0.0/8"], undefined],
    ["a visitor did", false, "forged"],
    ["the name is none", ["10.0.0.0/8"], 'x" digest 1\\n'],
  ] as const)("by one of its own, the same in each line, where %s", async (_, trustProxy, id) => {
    const ids = await logOf({ trustProxy: trustProxy === false ? false : [...trustProxy] }, id);
    expect(ids).toEqual([uuid, uuid]);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("the log of a refusal names its request", () => {
  const lineOf = async (sent: Sent, given: string | undefined): Promise<string | undefined> => {
    const { build } = fakeApp({ actions: { act: async () => 1 } });
    const host = await startHost("in memory", build, { trustProxy: ["10.0.0.0/8"] });
    const headers = { ...sent.headers, ...(given === undefined ? {} : { "x-request-id": given }) };
    const origin = { origin: host.origin, host: new URL(host.origin).host };
    await host.send({ ...sent, peer: "10.0.0.1", headers: { ...origin, ...headers } });
    expect(host.log).toHaveLength(1);
    return host.log[0]?.line;
  };
  const here = { origin: "http://localhost:3000" };
  const act = idOf("act");

  test.each<[what: string, subject: string, sent: Sent]>([
    ["a target that is none", "a request", { target: "/%00" }],
    ["another host", "a request", { headers: { host: "evil.example" } }],
    ["another method", "PUT /", { method: "PUT" }],
    ["another origin", "POST /", callOf(here, "act", [], { headers: { origin: "null" } })],
    ["an unknown action", "POST /", callOf(here, "gone", [])],
    ["a body that is none", "app/actions.ts#act (POST /)", callOf(here, "act", [], { body: "[" })],
    [
      "a form that is none",
      "app/actions.ts#act (POST /)",
      formOf(here, [
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", `{"id":"${act}","bound":"$@1"}`],
      ]),
    ],
  ])("where it is %s", async (_, subject, sent) => {
    const line = await lineOf(sent, "edge-7");
    expect(line).toContain(`) ${subject}, request edge-7: `);
    const [, named] = /, request (\S+): /.exec((await lineOf(sent, undefined)) ?? "") ?? [];
    expect(named).toEqual(uuid);
  });
});

describe("the log names request and action where", () => {
  const gone = (): Promise<never> => Promise.reject(new Error("the store is gone"));
  const run = async (): Promise<number> => 1;
  const { build } = fakeApp({
    actions: { counted: { run, settings: { callsPerMinute: 5 } }, free: run },
  });
  const linesOf = async (broken: Partial<Store>, name: string): Promise<string[]> => {
    const store = { ...createMemoryStore(), ...broken };
    const host = await startHost("in memory", build, { store });
    const headers = { "edict-call": randomUUID() };
    await host.send(callOf(host, name, [], { headers }));
    const named = / (?:POST \/\), )?(?:digest \S+, )?request ([0-9a-f-]{36})/;
    expect(new Set(host.log.map(({ line }) => named.exec(line)?.[1])).size).toBe(1);
    return host.log.map(({ line }) => line.split(named)[0] ?? line);
  };

  test("calls cannot be counted", async () => {
    expect(await linesOf({ increment: gone }, "counted")).toEqual([
      'edict: counting the calls of app/actions.ts#counted failed with "Error: the store is gone",',
      "edict: BUSY (503) app/actions.ts#counted (POST /),",
    ]);
  });

  test("a call cannot be recorded", async () => {
    expect(await linesOf({ get: gone, setIfAbsent: gone }, "free")).toEqual([
      'edict: recording that app/actions.ts#free begins failed with "Error: the store is gone",',
      "edict: BUSY (503) app/actions.ts#free (POST /),",
    ]);
  });

  test("the end of a call cannot be recorded", async () => {
    expect(await linesOf({ set: gone }, "free")).toEqual([
      'edict: recording how app/actions.ts#free ended failed with "Error: the store is gone",',
    ]);
  });
});

test("the log names the request whose handling breaks", async () => {
  const failing = (): never => {
    throw new Error("no build");
  };
  const host = await startHost("in memory", failing, { trustProxy: ["10.0.0.0/8"] });
  const sent = { headers: { "x-request-id": "edge-8" }, peer: "10.0.0.1" };
  expect((await host.send(sent)).status).toBe(500);
  expect(host.log.map(({ line }) => line)).toEqual([
    expect.stringMatching(
      /^edict: answering a request failed with "Error: no build", digest \S+, request edge-8$/,
    ),
  ]);
});
