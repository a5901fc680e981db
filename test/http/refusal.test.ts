import { describe, expect, test } from "vitest";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type Trace } from "./fake-app.ts";
import {
  hostKinds,
  memoryRequest,
  pairsOf,
  startHost,
  type Host,
  type Received,
  type Sent,
} from "./hosts.ts";

interface Refusing {
  readonly what: string;
  readonly status: number;
  readonly code: string | null;
  readonly sent: (host: Host) => Sent;
}

const foreign = "https://evil.example";
const calling =
  (more: Sent): ((host: Host) => Sent) =>
  (host) =>
    callOf(host, "act", [], more);
const withHeaders = (headers: NonNullable<Sent["headers"]>): ((host: Host) => Sent) =>
  calling({ headers });

const refusals: readonly Refusing[] = [
  {
    what: "another site",
    status: 403,
    code: "ORIGIN",
    sent: withHeaders({ origin: foreign, "sec-fetch-site": "cross-site" }),
  },
  {
    what: "the own origin that the browser calls cross-site",
    status: 403,
    code: "ORIGIN",
    sent: withHeaders({ "sec-fetch-site": "cross-site" }),
  },
  { what: "an opaque origin", status: 403, code: "ORIGIN", sent: withHeaders({ origin: "null" }) },
  {
    what: "two origins",
    status: 403,
    code: "ORIGIN",
    sent: (host) => callOf(host, "act", [], { headers: { origin: [host.origin, foreign] } }),
  },
  {
    what: "an unparsable origin",
    status: 403,
    code: "ORIGIN",
    sent: withHeaders({ origin: "https://[" }),
  },
  {
    what: "a foreign form",
    status: 403,
    code: "ORIGIN",
    sent: (host) =>
      formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]], {
        headers: { origin: foreign, "sec-fetch-site": "cross-site" },
      }),
  },
  {
    what: "a foreign text post",
    status: 403,
    code: "ORIGIN",
    sent: () => ({
      method: "POST",
      body: "$ACTION_ID",
      headers: { origin: foreign, "content-type": "text/plain" },
    }),
  },
  { what: "another host", status: 421, code: "HOST", sent: withHeaders({ host: "evil.example" }) },
  {
    what: "a target of another host",
    status: 421,
    code: "HOST",
    sent: calling({ target: "http://evil.example/" }),
  },
  {
    what: "an encoded NUL in the path",
    status: 400,
    code: "MALFORMED",
    sent: calling({ target: "/%00" }),
  },
  {
    what: "an id of another form",
    status: 400,
    code: "MALFORMED",
    sent: withHeaders({ "edict-action": "constructor" }),
  },
  {
    what: "an upper-case id",
    status: 400,
    code: "MALFORMED",
    sent: withHeaders({ "edict-action": idOf("act").toUpperCase() }),
  },
  {
    what: "two ids",
    status: 400,
    code: "MALFORMED",
    sent: withHeaders({ "edict-action": [idOf("act"), idOf("other")] }),
  },
  {
    what: "an unknown id of our build",
    status: 404,
    code: "NOT_FOUND",
    sent: withHeaders({ "edict-action": idOf("gone") }),
  },
  {
    what: "an unknown id of another build",
    status: 409,
    code: "SKEW",
    sent: withHeaders({ "edict-action": idOf("gone"), "edict-build": "b0.1" }),
  },
  {
    what: "an unknown id of an unknown build",
    status: 409,
    code: "SKEW",
    sent: (host) => dropHeader(callOf(host, "gone", []), "edict-build"),
  },
  {
    what: "another signature",
    status: 409,
    code: "SKEW",
    sent: withHeaders({ "edict-action": idOf("act", "11111111") }),
  },
  {
    what: "another wire version",
    status: 409,
    code: "SKEW",
    sent: withHeaders({ "edict-build": "b1.0" }),
  },
  {
    what: "a call without an id",
    status: 400,
    code: "MALFORMED",
    sent: (host) => dropHeader(callOf(host, "act", []), "edict-action"),
  },
  {
    what: "GET with an id",
    status: 405,
    code: "METHOD",
    sent: (host) => ({ headers: { "edict-action": idOf("act"), origin: host.origin } }),
  },
  { what: "PUT with an id", status: 405, code: "METHOD", sent: calling({ method: "PUT" }) },
  {
    what: "DELETE with an id and a method override",
    status: 405,
    code: "METHOD",
    sent: calling({ method: "DELETE", headers: { "x-http-method-override": "POST" } }),
  },
  {
    what: "an id on a handler's path",
    status: 405,
    code: "METHOD",
    sent: calling({ target: "/api" }),
  },
  { what: "PUT on a page", status: 405, code: "METHOD", sent: () => ({ method: "PUT" }) },
  {
    what: "JSON",
    status: 415,
    code: "MEDIA",
    sent: withHeaders({ "content-type": "application/json" }),
  },
  {
    what: "UTF-16",
    status: 415,
    code: "MEDIA",
    sent: withHeaders({ "content-type": "text/plain;charset=utf-16" }),
  },
  {
    what: "no content type",
    status: 415,
    code: "MEDIA",
    sent: (host) => dropHeader(callOf(host, "act", []), "content-type"),
  },
  {
    what: "a compressed body",
    status: 415,
    code: "MEDIA",
    sent: withHeaders({ "content-encoding": "gzip" }),
  },
  {
    what: "an announced length over the limit",
    status: 413,
    code: "TOO_LARGE",
    sent: calling({ body: `["${"x".repeat(2_000)}"]` }),
  },
  { what: "a body that is no reply", status: 400, code: "MALFORMED", sent: calling({ body: "[" }) },
  {
    what: "arguments that are no list",
    status: 400,
    code: "MALFORMED",
    sent: calling({ body: '"x"' }),
  },
  {
    what: "an unlisted action as argument",
    status: 400,
    code: "MALFORMED",
    sent: calling({ body: '["$h1"]' }),
  },
  {
    what: "missing captures",
    status: 400,
    code: "MALFORMED",
    sent: withHeaders({ "edict-action": idOf("sealed") }),
  },
  {
    what: "a form's unknown action",
    status: 409,
    code: "SKEW",
    sent: (host) => formOf(host, [[`$ACTION_ID_${idOf("gone")}`, ""]]),
  },
  {
    what: "a form's unknown action of our build",
    status: 404,
    code: "NOT_FOUND",
    sent: (host) =>
      formOf(host, [
        [`$ACTION_ID_${idOf("gone")}`, ""],
        ["$EDICT", "b1.1"],
      ]),
  },
  {
    what: "a form's misspelled action",
    status: 404,
    code: "NOT_FOUND",
    sent: (host) => formOf(host, [["$ACTION_ID_constructor", ""]]),
  },
  {
    what: "a form's descriptor that is missing",
    status: 400,
    code: "MALFORMED",
    sent: (host) => formOf(host, [["$ACTION_REF_1", ""]]),
  },
  {
    what: "a broken segments header",
    status: 400,
    code: "MALFORMED",
    sent: () => ({ headers: { accept: "text/x-component", "edict-segments": "%" } }),
  },
  {
    what: "an upgrade of an action",
    status: 426,
    code: null,
    sent: withHeaders({ upgrade: "h2c", connection: "upgrade" }),
  },
  {
    what: "a WebSocket",
    status: 426,
    code: null,
    sent: () => ({ headers: { upgrade: "websocket", connection: "upgrade" } }),
  },
];

function dropHeader(sent: Sent, name: string): Sent {
  const { [name]: _, ...headers } = sent.headers ?? {};
  return { ...sent, headers };
}

function refusingApp(): ReturnType<typeof fakeApp> {
  return fakeApp({
    actions: {
      act: async () => 1,
      other: async () => 2,
      sealed: { run: async () => 3, captures: ["x"] },
    },
    handler: { POST: () => new Response("handled") },
  });
}

describe.each(hostKinds)("refuses %s", (kind) => {
  test.each(refusals)("$what with $status", async ({ sent, status, code }) => {
    const { build, trace } = refusingApp();
    const host = await startHost(kind, build, { limits: { maxBodyBytes: 1_000 } });
    const answer = await host.send(sent(host));
    expectRefusal(answer, status, code);
    expect(trace).toEqual([]);
    if (status !== 426) expect(host.log.length).toBeLessThanOrEqual(1);
    for (const { line } of host.log) expect(line).toMatch(/^[\x20-\x7e…]+$/);
    // The process lives, and the next good call succeeds.
    const next = await host.send(callOf(host, "act", []));
    expect(next.status).toBe(200);
  });
});

function expectRefusal(answer: Received, status: number, code: string | null): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("edict-error")).toBe(code);
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(answer.headers.get("edict-revalidated")).toBeNull();
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(answer.text).toMatch(/^[A-Z][A-Za-z ,.:]+\.\n$/);
}

describe("a refusal", () => {
  test("that the headers alone decide leaves the body unread", async () => {
    const { build, trace } = refusingApp();
    const host = await startHost("in memory", build, { limits: { maxBodyBytes: 1_000 } });
    // Everything that is refused before read-body: the rest must have read to know.
    const unread = refusals.filter(({ what }) => !/reply|list|argument|captures|form's/.test(what));
    expect(unread.length).toBeGreaterThan(25);
    for (const { sent, what, status } of unread) {
      const probe: Trace = [];
      const asked = sent(host);
      const request = memoryRequest(pairsOf(host.origin, asked), asked);
      const answer = await host.handler.handle({
        ...request,
        body: {
          ...request.body,
          listen: (onChunk, onEnd) => {
            probe.push("body read");
            request.body.listen(onChunk, onEnd);
          },
        },
      });
      expect([what, answer.status, probe]).toEqual([what, status, []]);
    }
    expect(trace).toEqual([]);
  });

  test("explains itself to the browser in development only, and to the log always", async () => {
    const { build } = refusingApp();
    const host = await startHost("in memory", build, { development: true });
    const answer = await host.send(callOf(host, "act", [], { headers: { origin: foreign } }));
    const line = 'serverActions: { allowedOrigins: ["https://evil.example"] }';
    expect(answer.text).toContain(line);
    expect(host.log[0]?.line).toContain(line);
    expect(host.log[0]?.line).toContain(
      'Origin "https://evil.example", Sec-Fetch-Site "same-origin"',
    );
  });

  test("never copies a hostile origin into the line to set", async () => {
    const { build } = refusingApp();
    const host = await startHost("in memory", build);
    await host.send(callOf(host, "act", [], { headers: { origin: 'https://x"] }, evil: ["' } }));
    expect(host.log[0]?.line).not.toContain("to change it");
    expect(host.log[0]?.line).toContain('\\"');
  });

  test("names limit, action and config line of a body that is too large", async () => {
    const { build } = refusingApp();
    const host = await startHost("in memory", build, { limits: { maxBodyBytes: 100 } });
    const answer = await host.send(callOf(host, "act", ["x".repeat(200)]));
    expect(answer.headers.get("edict-limit")).toBe("100");
    expect(host.log[0]?.line).toContain("app/actions.ts#act");
    expect(host.log[0]?.line).toContain(
      "the limit is 100; to change it: serverActions: { bodySizeLimit",
    );
  });

  test.each([99, 100, 101])("of the body limit begins above it: %i of 100 bytes", async (bytes) => {
    const { build } = refusingApp();
    const host = await startHost("over a socket", build, { limits: { maxBodyBytes: 100 } });
    const body = `["${"x".repeat(bytes - 4)}"]`;
    expect((await host.send(callOf(host, "act", [], { body }))).status).toBe(
      bytes > 100 ? 413 : 200,
    );
    const chunked = { body, headers: { "transfer-encoding": "chunked" } };
    expect((await host.send(callOf(host, "act", [], chunked))).status).toBe(
      bytes > 100 ? 413 : 200,
    );
  });

  test("comes at once for a queue that is full, and the slot is free again after a timeout", async () => {
    const { build } = fakeApp({ actions: { act: () => new Promise(() => undefined) } });
    const limits = { maxRunning: 1, maxQueued: 1, actionTimeoutMs: 100 };
    const host = await startHost("over a socket", build, { limits });
    const call = (): Promise<Received> => host.send(callOf(host, "act", []));
    const answers = await Promise.all([call(), call(), call()]);
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([503, 504, 504]);
    expect(answers.find(({ status }) => status === 503)?.headers.get("retry-after")).toBe("1");
  });
});
