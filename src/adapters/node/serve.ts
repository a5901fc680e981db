import { createServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import { Server as TcpServer, type AddressInfo, type Socket } from "node:net";
import { err, ok, type Result } from "../../base/index.ts";
import { logToStandardError, type LogSink, type RequestHandler } from "../../server/index.ts";
import { answerMessage, type AnsweringOptions } from "./answer-message.ts";
import { findFreePort } from "./find-free-port.ts";

/** What to serve, and where. */
export interface ServeOptions {
  readonly handler: Pick<RequestHandler, "handle">;
  /** 0 takes any free one. */
  readonly port: number;
  /** Address or name to listen on. Default: `127.0.0.1`. */
  readonly host?: string;
  readonly limits?: Partial<ConnectionLimits>;
  /** Where an answer that cannot be written is reported. Default: standard error. */
  readonly log?: LogSink;
  /** Looks at a request first, as Vite's middleware does in development; `next` goes on to the handler. */
  readonly before?: (message: IncomingMessage, response: ServerResponse, next: () => void) => void;
}

/** Limits of connections and of the head of requests; those of bodies are the handler's. */
export interface ConnectionLimits {
  /** Bytes of a request's head. */
  readonly maxHeaderBytes: number;
  readonly maxHeaders: number;
  readonly maxConnections: number;
  /** Until the head has arrived. */
  readonly headersTimeoutMs: number;
  /** Until the whole request has arrived, for handlers that read bodies by themselves. */
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** Unread body that is thrown away after an answer before the connection is cut. */
  readonly maxDiscardedBytes: number;
  readonly discardTimeoutMs: number;
  /** How long `close` waits for answers. */
  readonly closeTimeoutMs: number;
  /** How long `close` leaves connections open on which nothing runs: a request may be on its way. */
  readonly closeGraceMs: number;
}

/** The default of every limit. */
export const defaultConnectionLimits: ConnectionLimits = {
  maxHeaderBytes: 16_384,
  maxHeaders: 200,
  maxConnections: 16_384,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 5_000,
  maxDiscardedBytes: 67_108_864,
  discardTimeoutMs: 10_000,
  closeTimeoutMs: 30_000,
  closeGraceMs: 500,
};

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** For a browser on this machine, e.g. `http://localhost:3000`. */
  readonly url: string;
  readonly server: Server;
  /** Takes no more connections and resolves when every answer is out, or when the time for that has passed. */
  readonly close: () => Promise<void>;
}

/** Why a server does not listen. */
export type ListenProblem =
  | {
      readonly kind: "port-in-use";
      readonly port: number;
      /** The next free one, if there is one near. */
      readonly freePort: number | undefined;
    }
  | { readonly kind: "not-permitted"; readonly port: number }
  | { readonly kind: "bad-host"; readonly host: string };

/** Serves a handler over `node:http`. Rejects only for what no `ListenProblem` describes. */
export async function serve(options: ServeOptions): Promise<Result<RunningServer, ListenProblem>> {
  const limits = { ...defaultConnectionLimits, ...options.limits };
  const host = options.host ?? "127.0.0.1";
  const state: ServingState = { closing: false, unused: new Set() };
  const server = createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
    noDelay: true,
  });
  server.maxConnections = limits.maxConnections;
  listenForRequests(server, options, limits, state);
  const problem = await listen(server, options.port, host);
  if (problem !== undefined) return err(problem);
  // An address of TCP: this server listens on a port.
  const { port } = server.address() as AddressInfo;
  return ok({
    port,
    url: `http://${isLoopbackOrAny(host) ? "localhost" : host}:${port}`,
    server,
    close: () => closeServer(server, limits, state),
  });
}

interface ServingState {
  closing: boolean;
  /** Connections that have brought no request yet. */
  readonly unused: Set<Socket>;
}

const tooManyHeaders: AnsweringOptions["handler"] = {
  handle: () => ({ status: 431, headers: [], body: null }),
};

function listenForRequests(
  server: Server,
  { handler, before, log = logToStandardError }: ServeOptions,
  limits: ConnectionLimits,
  state: ServingState,
): void {
  const discard = { maxBytes: limits.maxDiscardedBytes, timeoutMs: limits.discardTimeoutMs };
  const closing = (): boolean => state.closing;
  const answer = (message: IncomingMessage, response: ServerResponse, expects: boolean): void => {
    const common = { log, discard, expects };
    if (message.rawHeaders.length > limits.maxHeaders * 2)
      answerMessage(message, response, { ...common, handler: tooManyHeaders, closing: () => true });
    else answerMessage(message, response, { ...common, handler, closing });
  };
  server.on("connection", (socket: Socket) => {
    state.unused.add(socket);
    socket.once("close", () => state.unused.delete(socket));
  });
  const start = (message: IncomingMessage, response: ServerResponse, expects: boolean): void => {
    state.unused.delete(message.socket);
    if (before === undefined) answer(message, response, expects);
    else before(message, response, () => answer(message, response, expects));
  };
  server.on("request", (message, response) => start(message, response, false));
  server.on("checkContinue", (message: IncomingMessage, response: ServerResponse) =>
    start(message, response, true),
  );
  // No tunnel is opened: without a listener Node closes the connection and tells nobody why.
  server.on("connect", (message, socket) => {
    socket.on("error", () => socket.destroy()); // Node has let go of it
    const response = new ServerResponse(message);
    response.assignSocket(message.socket);
    response.once("finish", () => socket.end());
    answerMessage(message, response, {
      handler,
      log,
      discard,
      expects: false,
      closing: () => true,
    });
  });
}

function listen(server: Server, port: number, host: string): Promise<ListenProblem | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const { code } = error;
      if (code === "EADDRINUSE")
        void findFreePort(port + 1, host).then((freePort) =>
          resolve({ kind: "port-in-use", port, freePort }),
        );
      else if (code === "EACCES") resolve({ kind: "not-permitted", port });
      else if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL")
        resolve({ kind: "bad-host", host });
      else reject(error);
    };
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve(undefined);
    });
  });
}

/**
 * Closes a server without breaking anything off: every request that is there or on its way is answered, and told that the
 * connection ends; `close` of `node:http` would cut those that are on their way on an idle connection.
 */
async function closeServer(
  server: Server,
  { closeGraceMs, closeTimeoutMs }: ConnectionLimits,
  state: ServingState,
): Promise<void> {
  state.closing = true;
  // Connections whose answer began before, and could not say so, are closed as soon.
  server.keepAliveTimeout = Math.max(1, closeGraceMs);
  await untilLull();
  const closed = new Promise<void>((resolve) => {
    TcpServer.prototype.close.call(server, () => resolve());
  });
  const endIdle = (): void => {
    server.closeIdleConnections();
    for (const socket of state.unused) if (socket.bytesRead === 0) socket.destroy();
  };
  const timers = [
    setTimeout(endIdle, closeGraceMs),
    setTimeout(() => server.closeAllConnections(), closeTimeoutMs),
  ];
  await closed;
  for (const timer of timers) clearTimeout(timer);
  server.close(); // its watch over slow heads ends only with this
}

/**
 * Waits for a turn of the event loop that takes in all who have connected, and has little else to do: whoever still waits
 * for that when a socket stops to listen is reset.
 */
async function untilLull(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    const began = performance.now();
    await new Promise((resolve) => setImmediate(resolve));
    // The first may be the rest of the turn in which the signal came.
    if (turn > 0 && performance.now() - began < 0.2) return;
  }
}

function isLoopbackOrAny(host: string): boolean {
  return ["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"].includes(host);
}
