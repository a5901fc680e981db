import { request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { serve, type ServeOptions } from "../../src/adapters/node/index.ts";
import {
  createRequestHandler,
  parseKeyRing,
  type BuildSource,
  type KeyRing,
  type LogEntry,
  type RequestHandler,
  type ServerAnswer,
  type ServerOptions,
  type ServerRequest,
} from "../../src/server/index.ts";

/** A request as a test writes it. */
export interface Sent {
  readonly method?: string;
  readonly target?: string;
  /** Beside `Host`, which is the server's unless it is named here. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  readonly peer?: string;
}

/** An answer as a test reads it. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A way to reach a server. */
export interface Host {
  /** The server's own origin, e.g. `http://localhost:3000`. */
  readonly origin: string;
  readonly send: (sent: Sent) => Promise<Received>;
  readonly log: LogEntry[];
  readonly handler: RequestHandler;
}

export type HostKind = "in memory" | "over a socket";
export const hostKinds: readonly HostKind[] = ["in memory", "over a socket"];

/** A fixed key: random bytes once drawn, of no use anywhere else. */
export const testKeys: KeyRing = keysOf("k1:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=");

function keysOf(text: string): KeyRing {
  const ring = parseKeyRing(text);
  if (!ring.ok) throw new TypeError(ring.error);
  return ring.value;
}

/** Starts a server of a build; it ends with the test. */
export async function startHost(
  kind: HostKind,
  build: BuildSource,
  options: Partial<ServerOptions> = {},
  serving: Partial<ServeOptions> = {},
): Promise<Host> {
  const log: LogEntry[] = [];
  const make = (origin: string): RequestHandler =>
    createRequestHandler(build, {
      origins: [origin],
      keys: testKeys,
      log: (entry) => log.push(entry),
      ...options,
    });
  if (kind === "in memory") {
    const origin = "http://localhost:3000";
    const handler = make(origin);
    return { origin, log, handler, send: (sent) => sendInMemory(handler, origin, sent) };
  }
  const late: { handler?: RequestHandler } = {};
  const running = await serve({
    port: 0,
    handler: { handle: (request) => started(late.handler).handle(request) },
    ...serving,
  });
  if (!running.ok) throw new Error(JSON.stringify(running.error));
  onTestFinished(async () => {
    running.value.server.closeAllConnections();
    await running.value.close();
  });
  const origin = `http://localhost:${running.value.port}`;
  const handler = (late.handler = make(origin));
  return { origin, log, handler, send: (sent) => sendOverSocket(running.value.port, origin, sent) };
}

function started(handler: RequestHandler | undefined): RequestHandler {
  if (handler === undefined) throw new Error("a request came before the handler was made");
  return handler;
}

/** Headers as pairs, `Host` among them. */
export function pairsOf(origin: string, { headers = {} }: Sent): [string, string][] {
  const named = "host" in headers ? headers : { host: new URL(origin).host, ...headers };
  return Object.entries(named).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((one): [string, string] => [name, one]),
  );
}

async function sendInMemory(
  handler: RequestHandler,
  origin: string,
  sent: Sent,
): Promise<Received> {
  const answer = await handler.handle(memoryRequest(pairsOf(origin, sent), sent));
  const text = await readBody(answer);
  void answer.afterSent?.();
  return {
    status: answer.status,
    headers: new Headers(answer.headers.map(([name, value]) => [name, value])),
    text,
  };
}

async function readBody({ body }: ServerAnswer): Promise<string> {
  if (body === null) return "";
  if (typeof body === "string") return body;
  // The cast joins two declarations of one class.
  if (body instanceof Readable) return new Response(Readable.toWeb(body) as ReadableStream).text();
  return new Response(body instanceof Uint8Array ? new Uint8Array(body) : body).text();
}

/** Makes a request without a host; its length is declared unless the test does. */
export function memoryRequest(pairs: readonly [string, string][], sent: Sent): ServerRequest {
  const all = withLength(pairs, sent);
  const valuesOf = (name: string): string[] =>
    all.filter(([known]) => known === name).map(([, value]) => value);
  const chunk = bytesOf(sent.body);
  return {
    method: sent.method ?? "GET",
    target: sent.target ?? "/",
    httpVersion: "1.1",
    header: (name) => valuesOf(name)[0],
    headerValues: valuesOf,
    toHeaders: () => new Headers(all.map(([name, value]) => [name, value])),
    peer: sent.peer ?? "127.0.0.1",
    encrypted: false,
    signal: new AbortController().signal,
    body: {
      listen: (onChunk, onEnd) => {
        queueMicrotask(() => {
          onChunk(chunk);
          onEnd(true);
        });
      },
      cancel: () => undefined,
      async *[Symbol.asyncIterator]() {
        await Promise.resolve();
        yield chunk;
      },
    },
  };
}

function bytesOf(body: Sent["body"]): Uint8Array<ArrayBuffer> {
  if (body === undefined) return new Uint8Array();
  return typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body);
}

function withLength(pairs: readonly [string, string][], { body }: Sent): [string, string][] {
  const declared = pairs.some(
    ([name]) => name === "content-length" || name === "transfer-encoding",
  );
  return declared || body === undefined
    ? [...pairs]
    : [...pairs, ["content-length", String(bytesOf(body).length)]];
}

/** Sends over a connection of its own to a port of this machine. */
export function sendOverSocket(port: number, origin: string, sent: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        port,
        host: "127.0.0.1",
        method: sent.method ?? "GET",
        path: sent.target ?? "/",
        headers: withLength(pairsOf(origin, sent), sent).flat(),
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const headers = new Headers();
          for (let index = 0; index < response.rawHeaders.length; index += 2)
            headers.append(response.rawHeaders[index] ?? "", response.rawHeaders[index + 1] ?? "");
          resolve({
            status: response.statusCode ?? 0,
            headers,
            text: Buffer.concat(chunks).toString("utf8"),
          });
        });
      },
    );
    request.on("error", reject);
    request.end(sent.body === undefined ? undefined : bytesOf(sent.body));
  });
}
