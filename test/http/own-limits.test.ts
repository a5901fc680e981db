import { describe, expect, test } from "vitest";
import { currentStore } from "../../src/context/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeApp, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost, type Host, type Sent } from "./hosts.ts";

const own = (maxBodyBytes: number): { readonly settings: { readonly maxBodyBytes: number } } => ({
  settings: { maxBodyBytes },
});

/** Actions with limits of their own beside one that has the app's, 1,000 bytes. */
function appOf(parts: FakeAppParts["actions"] = {}): FakeApp {
  const run = (): string => "ran";
  return fakeApp({
    pages: ["upload", "plain"],
    actions: {
      plain: { run, owners: ["/upload", "/plain"] },
      large: { run, owners: ["/upload"], ...own(4_000) },
      small: { run, owners: ["/upload"], ...own(300) },
      ...parts,
    },
  });
}

const limits = { maxBodyBytes: 1_000, reply: { maxFieldBytes: 1_000, maxNodes: 50, maxFiles: 2 } };

function callWith(host: Host, name: string, bytes: number): Sent {
  const headers = { "edict-page": "/upload" };
  return callOf(host, name, ["x".repeat(bytes - 4)], { target: "/upload", headers });
}

describe.each(hostKinds)("%s, a call", (kind) => {
  test.each([
    ["large", 4_000, 200],
    ["large", 4_001, 413],
    ["plain", 1_000, 200],
    ["plain", 1_001, 413],
    ["small", 300, 200],
    ["small", 301, 413],
  ])("of %s may have %i bytes or not", async (name, bytes, status) => {
    const { build, trace } = appOf();
    const host = await startHost(kind, build, { limits });
    const answer = await host.send(callWith(host, name, bytes));
    expect(answer.status).toBe(status);
    expect(trace.includes(`run ${name}`)).toBe(status === 200);
  });

  test("holds a chunked body to the action's own limit", async () => {
    const { build, trace } = appOf();
    const host = await startHost(kind, build, { limits });
    const sent = callWith(host, "small", 301);
    const chunked = { ...sent.headers, "transfer-encoding": "chunked" };
    const answer = await host.send({ ...sent, headers: chunked });
    expect([answer.status, answer.headers.get("edict-limit")]).toEqual([413, "300"]);
    expect(trace).toEqual([]);
  });
});

describe("the log of a refused body", () => {
  test.each([
    ["small", "configure({ bodySizeLimit: 600 }, …)", false],
    ["plain", "configure({ bodySizeLimit: 2000 }, …)", true],
  ])("names %s and what would change its limit", async (name, line, orApp) => {
    const { build } = appOf();
    const host = await startHost("in memory", build, { limits });
    await host.send(callWith(host, name, 5_000));
    expect(host.log).toHaveLength(1);
    expect(host.log[0]?.line).toContain(`app/actions.ts#${name}`);
    expect(host.log[0]?.line).toContain(line);
    expect(host.log[0]?.line.includes("serverActions: { bodySizeLimit: 2000 }")).toBe(orApp);
  });
});

test("a larger body may hold more files and more values", async () => {
  const { build } = appOf();
  const host = await startHost("in memory", build, { limits });
  const numbers = Array.from({ length: 100 }, () => 1);
  const call = (name: string): Sent => callOf(host, name, [numbers], { target: "/upload" });
  expect((await host.send(call("plain"))).status).toBe(400);
  expect((await host.send(call("large"))).status).toBe(200);
});

describe("a form without JavaScript", () => {
  const post = (host: Host, target: string, name: string, bytes: number): Sent =>
    formOf(
      host,
      [
        ["text", "x".repeat(bytes)],
        [`$ACTION_ID_${idOf(name)}`, ""],
      ],
      { target },
    );

  test.each([
    ["/upload", "large", 3_000, 200],
    ["/upload", "large", 5_000, 413],
    ["/upload", "plain", 1_500, 413],
    ["/upload", "plain", 400, 200],
    ["/upload", "small", 400, 413],
    ["/plain", "plain", 1_500, 413],
    // Posted where its route's limit does not hold, it is not read so far.
    ["/plain", "large", 1_500, 413],
  ])("posted to %s for %s with a field of %i bytes", async (target, name, bytes, status) => {
    const { build, trace } = appOf();
    const host = await startHost("in memory", build, { limits });
    const answer = await host.send(post(host, target, name, bytes));
    expect(answer.status).toBe(status);
    expect(trace.includes(`run ${name}`)).toBe(status === 200);
    if (status === 413) expect(answer.headers.get("edict-limit")).not.toBeNull();
  });

  test("is held to the number of parts of its own action", async () => {
    const { build, trace } = appOf();
    const host = await startHost("in memory", build, {
      limits: { ...limits, reply: { ...limits.reply, maxParts: 4 } },
    });
    const fields = ["a", "b", "c", "d", "e"].map((name): [string, string] => [name, ""]);
    const form = (name: string): Sent =>
      formOf(host, [...fields, [`$ACTION_ID_${idOf(name)}`, ""]], { target: "/upload" });
    expect((await host.send(form("plain"))).status).toBeGreaterThanOrEqual(400);
    expect(trace).toEqual([]);
    expect((await host.send(form("large"))).status).toBe(200);
  });
});

describe("the deadline of an action", () => {
  const waiting = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const { signal } = currentStore("a test");
      signal.addEventListener("abort", () => reject(new Error("left")));
      setTimeout(() => resolve("done"), 200);
    });

  test("is its own where it sets one, shorter or longer than the app's", async () => {
    const { build } = appOf({
      hasty: { run: waiting, settings: { timeoutMs: 20 } },
      patient: { run: waiting, settings: { timeoutMs: 60_000 } },
      plain: { run: waiting },
    });
    const host = await startHost("in memory", build, { limits: { actionTimeoutMs: 50 } });
    const statusOf = async (name: string): Promise<number> =>
      (await host.send(callOf(host, name, []))).status;
    expect(await Promise.all(["hasty", "patient", "plain"].map(statusOf))).toEqual([504, 200, 504]);
    const lines = host.log.map(({ line }) => line).filter((line) => line.includes("TIMEOUT"));
    expect(lines).toEqual([
      expect.stringMatching(/#hasty .* change it: configure\(\{ timeoutSeconds: 1 \}, …\)$/),
      expect.stringMatching(/#plain .* serverActions: \{ timeoutSeconds: 1 \}, or for this action/),
    ]);
  });
});
