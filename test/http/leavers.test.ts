import { PassThrough, Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { serve } from "../../src/adapters/node/index.ts";
import type { RequestHandler, ServerAnswer } from "../../src/server/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp, type FakeAppParts } from "./fake-app.ts";
import { startHost } from "./hosts.ts";
import { headOf, openRaw, statusesIn } from "./raw-exchange.ts";

async function startAnswering(handle: RequestHandler["handle"]): Promise<{ origin: string }> {
  const running = await serve({ handler: { handle }, port: 0, log: () => undefined });
  if (!running.ok) throw new Error(JSON.stringify(running.error));
  onTestFinished(async () => {
    running.value.server.closeAllConnections();
    await running.value.close();
  });
  return { origin: running.value.url };
}

interface Watched {
  readonly answer: ServerAnswer;
  readonly ended: string[];
}

function watchedAnswer(): Watched {
  const ended: string[] = [];
  const body = new PassThrough();
  body.write("a".repeat(100));
  body.on("close", () => ended.push("body"));
  return {
    ended,
    answer: { status: 200, headers: [], body, afterSent: async () => void ended.push("after") },
  };
}

describe("an answer whose visitor left", () => {
  test("while it was made is dropped, and after() run", async () => {
    const { answer, ended } = watchedAnswer();
    const asked: AbortSignal[] = [];
    const host = await startAnswering(async ({ signal }) => {
      asked.push(signal);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await new Promise((resolve) => setTimeout(resolve, 20));
      return answer;
    });
    const { leave } = openRaw(host, headOf(host, "GET"));
    await expect.poll(() => asked.length).toBe(1);
    leave();
    await expect.poll(() => [...ended].sort()).toEqual(["after", "body"]);
  });

  test("while it waited behind another on the connection is dropped too", async () => {
    const { answer, ended } = watchedAnswer();
    const signals: AbortSignal[] = [];
    const host = await startAnswering(({ signal }) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise<ServerAnswer>(() => undefined) : answer;
    });
    const { leave } = openRaw(host, headOf(host, "GET") + headOf(host, "GET"));
    await expect.poll(() => signals.length).toBe(2);
    expect(ended).toEqual([]);
    leave();
    await expect.poll(() => [...ended].sort()).toEqual(["after", "body"]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});

describe("what ends because its visitor left", () => {
  const untilLeft = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () =>
        reject(new Error("the query failed", { cause: signal.reason })),
      );
    });
  const failure = (): Promise<never> => Promise.reject(new Error("no database"));

  test.each([
    ["a page", "/", { renderer: { renderHtml: (_page, { signal }) => untilLeft(signal) } }],
    ["segments", "/", { renderer: { renderSegments: (_page, { signal }) => untilLeft(signal) } }],
    ["a handler", "/api", { handler: { GET: ({ signal }: Request) => untilLeft(signal) } }],
  ] satisfies readonly (readonly [string, string, FakeAppParts])[])(
    "is no failure: %s",
    async (what, path, parts) => {
      const told: unknown[] = [];
      const onRequestError = async (error: unknown): Promise<void> => void told.push(error);
      const { build, trace } = fakeApp({ actions: { failure }, ...parts, onRequestError });
      const host = await startHost("over a socket", build);
      const extra = what === "segments" ? "accept: text/x-component\r\nedict-segments:\r\n" : "";
      const { leave } = openRaw(host, headOf(host, "GET", extra).replace("/api", path));
      await delay(50);
      leave();
      await delay(50);
      // A real failure is told: what is not in the log by then was not told.
      expect((await host.send(callOf(host, "failure", []))).status).toBe(500);
      expect(host.log.map(({ line }) => line)).toEqual([expect.stringContaining("no database")]);
      expect(told).toEqual([new Error("no database")]);
      expect(trace).not.toEqual([]);
    },
  );
});

describe("an answer of another length than its head says", () => {
  test.each(["short", "much too long"])("is cut: %s", async (text) => {
    const host = await startAnswering(() => ({
      status: 200,
      headers: [["content-length", "10"]],
      body: Readable.from([Buffer.from(text)]),
    }));
    const { closed } = openRaw(host, headOf(host, "GET") + headOf(host, "GET"));
    expect(statusesIn(await closed).length).toBeLessThan(2);
  });

  test("is cut when its body was destroyed before it began", async () => {
    const body = new PassThrough();
    body.destroy();
    const host = await startAnswering(() => ({ status: 200, headers: [], body }));
    expect(await openRaw(host, headOf(host, "GET")).closed).not.toContain("0\r\n\r\n");
  });
});

test("a call whose visitor leaves the queue gives up its place in it", async () => {
  const slots: (() => void)[] = [];
  const act = (): Promise<string> => new Promise((resolve) => slots.push(() => resolve("done")));
  const limits = { maxRunning: 1, maxQueued: 1 };
  const host = await startHost("over a socket", fakeApp({ actions: { act } }).build, { limits });
  const running = host.send(callOf(host, "act", []));
  await expect.poll(() => slots.length).toBe(1);
  const { method = "POST", headers = {} } = callOf(host, "act", []);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  const head = headOf(host, method, `${lines.join("")}Content-Length: 2\r\n`);
  const leaver = openRaw(host, `${head.replace("/api", "/")}[]`);
  // Until it waits, a second one would not find the queue full.
  await expect.poll(async () => (await host.send(callOf(host, "act", []))).status).toBe(503);
  leaver.leave();
  await expect.poll(() => host.log.at(-1)?.line).toContain("left while it waited");
  const next = host.send(callOf(host, "act", []));
  slots[0]?.();
  expect((await running).status).toBe(200);
  await expect.poll(() => slots.length).toBe(2);
  slots[1]?.();
  expect((await next).status).toBe(200);
});
