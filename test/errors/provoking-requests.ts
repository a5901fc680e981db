import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { RefusalCode } from "../../src/errors/index.ts";
import type { ServerOptions } from "../../src/server/index.ts";
import { callOf } from "../http/calls.ts";
import { idOf, type FakeAppParts } from "../http/fake-app.ts";
import { pairsOf, type Host, type Received, type Sent } from "../http/hosts.ts";

/** A request that gives a code, and the page of the code. */
export interface ProvokingRequest {
  readonly page: string;
  /** Sends what gives the code, over HTTP; the answer with the code. */
  readonly provoke: (host: Host) => Promise<Received>;
}

/** The app that all of them are sent to. */
export const provokedApp: FakeAppParts = {
  actions: {
    act: async () => 1,
    fail: async () => {
      throw new Error("the canary of a failure");
    },
    hang: () => new Promise(() => undefined),
    rated: { run: async () => 1, settings: { callsPerMinute: 1 } },
    // What is not kept cannot be answered again.
    stream: async () => new ReadableStream(),
  },
};

/** Limits that are soon reached. */
export const provokedLimits: NonNullable<ServerOptions["limits"]> = {
  maxBodyBytes: 1_000,
  bodyTimeoutMs: 100,
  actionTimeoutMs: 400,
  maxRunning: 2,
  maxQueued: 1,
};

/** What gives each code; the type holds the table complete. */
export const provokingRequests: Readonly<Record<RefusalCode, ProvokingRequest>> = {
  MALFORMED: { page: "malformed-call", provoke: calling({ body: "[" }) },
  ORIGIN: {
    page: "origin-refused",
    provoke: calling({ headers: { origin: "https://evil.example" } }),
  },
  NOT_FOUND: {
    page: "action-not-found",
    provoke: calling({ headers: { "edict-action": idOf("gone") } }),
  },
  METHOD: { page: "method-refused", provoke: calling({ method: "PUT" }) },
  BODY_TIMEOUT: { page: "body-timeout", provoke: sendTooSlowly },
  SKEW: {
    page: "build-skew",
    provoke: calling({ headers: { "edict-action": idOf("act", "11111111") } }),
  },
  IN_PROGRESS: {
    page: "call-in-progress",
    provoke: async (host) => {
      const call = callOf(host, "hang", [], underId());
      const answers = await Promise.all([host.send(call), host.send(call)]);
      return answers.find(({ status }) => status === 409) ?? missing();
    },
  },
  UNKNOWN_OUTCOME: {
    page: "unknown-outcome",
    provoke: async (host) => {
      const call = callOf(host, "hang", [], underId());
      await host.send(call);
      return host.send(call);
    },
  },
  TOO_LARGE: { page: "body-too-large", provoke: calling({ body: `["${"x".repeat(1_000)}"]` }) },
  MEDIA: {
    page: "media-type-refused",
    provoke: calling({ headers: { "content-type": "application/json" } }),
  },
  HOST: { page: "host-refused", provoke: calling({ headers: { host: "evil.example" } }) },
  KEY_REUSED: {
    page: "call-id-reused",
    provoke: async (host) => {
      const more = underId();
      await host.send(callOf(host, "act", ["a"], more));
      return host.send(callOf(host, "act", ["b"], more));
    },
  },
  RATE_LIMITED: {
    page: "rate-limited",
    provoke: async (host) => {
      const call = callOf(host, "rated", []);
      // Counted by the minutes of the clock: one of three calls is beyond the one of its minute.
      for (let sent = 0; sent < 2; sent++) {
        const answer = await host.send(call);
        if (answer.status !== 200) return answer;
      }
      return host.send(call);
    },
  },
  FAILED: { page: "action-threw", provoke: (host) => host.send(callOf(host, "fail", [])) },
  BUSY: {
    page: "server-busy",
    provoke: async (host) => {
      const calls = Array.from({ length: 4 }, () => host.send(callOf(host, "hang", [])));
      const answers = await Promise.all(calls);
      return answers.find(({ status }) => status === 503) ?? missing();
    },
  },
  TIMEOUT: { page: "action-timeout", provoke: (host) => host.send(callOf(host, "hang", [])) },
};

function calling(more: Sent): ProvokingRequest["provoke"] {
  return (host) => host.send(callOf(host, "act", [], more));
}

function underId(): Sent {
  return { headers: { "edict-call": randomUUID() } };
}

/** Announces ten bytes, and sends one. */
async function sendTooSlowly(host: Host): Promise<Received> {
  const { port } = new URL(host.origin);
  const headers = pairsOf(host.origin, callOf(host, "act", []));
  const request = httpRequest({
    port,
    host: "127.0.0.1",
    method: "POST",
    agent: false,
    headers: [...headers, ["content-length", "10"]].flat(),
  });
  request.write("[");
  const [response] = (await once(request, "response")) as [IncomingMessage]; // the event's one argument
  const text = (await response.toArray()).join("");
  request.destroy();
  const known = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: response.statusCode ?? 0,
    headers: new Headers(known as [string, string][]), // pairs, by the line above
    text,
  };
}

function missing(): never {
  throw new Error("no call was refused");
}
