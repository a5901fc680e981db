import { randomUUID } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { RenderedHtml } from "../../src/render/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf } from "./fake-app.ts";
import { hostKinds, startHost, type Host, type Received, type Sent } from "./hosts.ts";
import { openRaw } from "./raw-exchange.ts";

/** Throws what has the canary wherever an error can have a text. */
function fail(): never {
  const error = new TypeError("canary-message", { cause: new Error("canary-cause") });
  error.name = "canary-name";
  error.stack = `canary-name: canary-message\n    at canary-stack (/srv/canary-file.ts:1:1)`;
  throw Object.assign(error, { code: "canary-code", data: { secret: "canary-data" } });
}

/** A body that breaks after its first part. */
function breaking(first: string): PassThrough {
  const body = new PassThrough();
  body.write(first);
  setTimeout(() => {
    try {
      fail();
    } catch (error) {
      body.destroy(error instanceof Error ? error : undefined);
    }
  }, 10);
  return body;
}

const action = "action app/actions.ts#fail";
const document = { headers: { accept: "text/html" } };

interface Told {
  readonly what: string;
  readonly sent: (host: Host) => Sent;
  /** How the log calls what failed. */
  readonly subject: string;
  /** Whether only the log has the digest. Default: false. */
  readonly silent?: boolean;
}

const told: readonly Told[] = [
  { what: "a call", sent: (host) => callOf(host, "fail", []), subject: action },
  {
    what: "a form",
    sent: (host) => formOf(host, [[`$ACTION_ID_${idOf("fail")}`, ""]]),
    subject: action,
  },
  { what: "a page", sent: () => ({ ...document, target: "/" }), subject: "rendering GET /" },
  {
    what: "segments",
    sent: () => ({ headers: { accept: "text/x-component", "edict-segments": "[]" } }),
    subject: "rendering GET /",
    silent: true,
  },
  { what: "a handler", sent: () => ({ target: "/api" }), subject: "GET /api" },
  {
    what: "a page of an answer",
    sent: (host) => callOf(host, "unsendable", []),
    subject: "action app/actions.ts#unsendable",
  },
];

/** An app of which everything fails, its page only where that is asked for. */
function failingApp({ pageFails }: { readonly pageFails: boolean }): ReturnType<typeof fakeApp> {
  return fakeApp({
    actions: {
      fail: async () => fail(),
      unsendable: async () => ({
        get value(): never {
          return fail();
        },
      }),
    },
    handler: { GET: () => fail() },
    renderer: {
      ...(pageFails ? { renderHtml: async () => fail() } : {}),
      renderSegments: async () => fail(),
      renderAnswer: async () => fail(),
    },
  });
}

const textOf = ({ headers, text }: Received): string => JSON.stringify([[...headers], text]);

describe.each(hostKinds)("nothing of an error but its digest goes out, %s:", (kind) => {
  test.each(told)("$what", async ({ what, sent, subject, silent = false }) => {
    const host = await startHost(kind, failingApp({ pageFails: what !== "a form" }).build);
    const answer = await host.send(sent(host));
    expect(answer.status).toBe(500);
    expect(textOf(answer)).not.toMatch(/canary/i);
    expect(host.log.length).toBeGreaterThan(0);
    const lines = host.log.map(({ line }) => line).join("\n");
    const digest = / digest ([0-9a-f]{8}-[0-9a-f]{8}), request [0-9a-f-]{36}/.exec(lines)?.[1];
    expect(lines).toContain(`edict: ${subject} failed with`);
    expect(digest).toBeDefined();
    expect([what, textOf(answer).includes(digest ?? "")]).toEqual([what, !silent]);
    const details = host.log.map(({ detail }) => detail).join("\n");
    for (const part of ["canary-message", "canary-stack", "canary-cause"])
      expect(details).toContain(part);
  });

  test("the answer that a repetition gets", async () => {
    const host = await startHost(kind, failingApp({ pageFails: true }).build);
    const call = callOf(host, "fail", [], { headers: { "edict-call": randomUUID() } });
    const [first, again] = [await host.send(call), await host.send(call)];
    expect(again.status).toBe(500);
    expect(again.text).toBe(first.text);
    expect(textOf(again)).not.toMatch(/canary/i);
    expect(host.log).toHaveLength(1);
  });
});

test.each([
  ["a page", "/"],
  ["a handler", "/api"],
])("a stream of %s that breaks is cut, and nothing of the error goes out", async (_, target) => {
  const { build } = fakeApp({
    handler: {
      // The cast joins two declarations of one class.
      GET: () => new Response(Readable.toWeb(breaking("begun")) as ReadableStream<Uint8Array>),
    },
    renderer: {
      renderHtml: async (): Promise<RenderedHtml> => ({
        kind: "html",
        status: 200,
        body: breaking("begun"),
      }),
    },
  });
  const host = await startHost("over a socket", build);
  const head = `GET ${target} HTTP/1.1\r\nHost: ${new URL(host.origin).host}\r\n`;
  const received = await openRaw(host, `${head}Accept: text/html\r\n\r\n`).closed;
  expect(received).toContain("begun");
  expect(received).not.toMatch(/canary|\r\n0\r\n/i);
});
