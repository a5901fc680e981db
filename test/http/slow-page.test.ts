import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import type { Renderer } from "../../src/render/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf } from "./fake-app.ts";
import { hostKinds, startHost, type Host, type HostKind, type Sent } from "./hosts.ts";

const segments = { headers: { accept: "text/x-component", "edict-segments": "root" } };

/** A form and two views; each waits for a render. */
const views: readonly (readonly [name: string, sentTo: (host: Host) => Sent])[] = [
  ["form", (host) => formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]])],
  ["page", () => ({})],
  ["soft navigation", () => segments],
];

describe.each(hostKinds)("%s, the answer to a", (kind) => {
  const start = (kindOf: HostKind, renderer: Partial<Renderer>): Promise<Host> =>
    startHost(kindOf, fakeApp({ actions: { act: async () => "done" }, renderer }).build, {
      limits: { answerIdleMs: 80, maxRunning: 1 },
    });

  test.each(views)("%s that has nothing to send is given up", async (_, sentTo) => {
    const reasons: unknown[] = [];
    const never = (_page: unknown, { signal }: { readonly signal: AbortSignal }): Promise<never> =>
      new Promise(() => {
        signal.addEventListener("abort", () => void reasons.push(signal.reason));
      });
    const host = await start(kind, { renderHtml: never, renderSegments: never });
    const answer = await host.send(sentTo(host));
    expect([answer.status, answer.headers.get("edict-error")]).toEqual([504, "TIMEOUT"]);
    expect(reasons).toMatchObject([{ name: "TimeoutError" }]);
    expect(host.log[0]?.line).toContain("had nothing to send after 80 ms");
    // The one slot is free again.
    expect((await host.send(callOf(host, "act", []))).status).toBe(200);
  });

  test.each(views)("%s that falls silent is cut", async (_, sentTo) => {
    const body = new PassThrough();
    body.write("<p>");
    const host = await start(kind, {
      renderHtml: async () => ({ kind: "html", status: 200, body }),
      renderSegments: async () => body,
    });
    await expect(host.send(sentTo(host))).rejects.toThrow();
    expect(body.destroyed).toBe(true);
    expect(host.log.map(({ line }) => line)).toEqual([
      expect.stringMatching(/^edict: the page of (?:GET|POST) \/ was cut: no byte for 80 ms$/),
    ]);
  });

  test.each(views)("%s that comes too late is dropped", async (_, sentTo) => {
    const body = new PassThrough();
    const late = <T>(value: T): Promise<T> =>
      new Promise((resolve) => setTimeout(() => resolve(value), 150));
    const host = await start(kind, {
      renderHtml: () => late({ kind: "html", status: 200, body }),
      renderSegments: () => late(body),
    });
    expect((await host.send(sentTo(host))).status).toBe(504);
    await expect.poll(() => body.destroyed).toBe(true);
  });
});
