import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { quoteForLog } from "../../base/index.ts";
import type { LogSink, RestPace, ServerAnswer } from "../../server/index.ts";
import { dropBody, failedAnswer } from "../../server/index.ts";
import { isGone, whenOver } from "./when-over.ts";

/** How an answer is written. */
export interface WriteOptions {
  /** Closes the connection after it. */
  readonly close: boolean;
  readonly log: LogSink;
}

/**
 * Writes an answer to a response of `node:http`, in one piece where its body is one. Never throws: what cannot be written
 * is logged and becomes a 500, or a cut where the head is out.
 */
export function writeAnswer(
  answer: ServerAnswer,
  response: ServerResponse,
  options: WriteOptions,
): void {
  const { afterSent } = answer;
  // Who left while the answer was made closed the response before anyone could listen for it.
  if (isGone(response)) {
    dropBody(answer);
    void afterSent?.();
    return;
  }
  if (afterSent !== undefined) whenOver(response, () => void afterSent());
  try {
    write(answer, response, options);
  } catch (error) {
    dropBody(answer);
    writeFailure(error, response, options.log);
  }
}

function write(answer: ServerAnswer, response: ServerResponse, { close, log }: WriteOptions): void {
  const { body } = answer;
  const headers: string[] = [];
  for (const [name, value] of answer.headers) headers.push(name, value);
  if (close) headers.push("connection", "close");
  // A body of another length than its head says would be read as the next answer.
  response.strictContentLength = true;
  if (body === null || typeof body === "string" || body instanceof Uint8Array) {
    const length = body === null ? 0 : Buffer.byteLength(body);
    if (body !== null || isEmpty(answer, response)) headers.push("content-length", String(length));
    writeHead(response, answer.status, headers);
    if (body === null) response.end();
    // ASCII is the same bytes in both, and Node writes Latin-1 faster.
    else response.end(body, body.length === length ? "latin1" : "utf8");
    return;
  }
  // Before the body is taken: a head that cannot be written must leave it to be dropped.
  writeHead(response, answer.status, headers);
  const source = body instanceof Readable ? body : Readable.fromWeb(asNodeStream(body));
  const { onBreak } = answer;
  if (onBreak !== undefined) source.once("error", onBreak);
  pump(source, response, log);
}

/** Beside headers that someone set before, as Vite does, Node would keep the last one of each name: a single cookie. */
function writeHead(response: ServerResponse, status: number, headers: string[]): void {
  if (response.getHeaderNames().length === 0) {
    response.writeHead(status, headers);
    return;
  }
  for (let index = 0; index < headers.length; index += 2)
    response.appendHeader(headers[index] ?? "", headers[index + 1] ?? "");
  response.writeHead(status);
}

/** An answer to HEAD has no body, but tells nothing of the length that GET would give. */
function isEmpty({ status, headers }: ServerAnswer, { req }: ServerResponse): boolean {
  if (status === 204 || status === 304 || req.method === "HEAD") return false;
  return !headers.some(([name]) => name === "content-length");
}

/** As `pipe`, which lets the error of a response that refuses a chunk or its end go uncaught. */
function pump(source: Readable, response: ServerResponse, log: LogSink): void {
  // The head is out: a body that breaks can only be cut, so that nobody takes it for whole.
  const cut = (): void => {
    source.destroy();
    response.destroy();
  };
  if (source.destroyed) return cut();
  const attempt = (step: () => void): void => {
    if (response.destroyed) return;
    try {
      step();
    } catch (error) {
      source.destroy(); // it has more or fewer bytes than the head says
      writeFailure(error, response, log);
    }
  };
  source.on("data", (chunk: Uint8Array | string) =>
    attempt(() => {
      if (!response.write(chunk)) source.pause();
    }),
  );
  response.on("drain", () => source.resume());
  source.once("end", () => attempt(() => response.end()));
  source.once("error", cut);
  source.once("close", () => response.writableEnded || cut());
  whenOver(response, () => source.destroy());
}

function writeFailure(error: unknown, response: ServerResponse, log: LogSink): void {
  const { method = "", url } = response.req;
  const { status, headers, body } = failedAnswer(error, `${method} ${quoteForLog(url)}`, log);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // The reason by name: the one of the first attempt is kept otherwise.
  response.writeHead(status, "Internal Server Error", [
    ...headers.flat(),
    "connection",
    "close",
    "content-length",
    String(Buffer.byteLength(body)),
  ]);
  response.end(body);
}

type NodeWebStream = Parameters<typeof Readable.fromWeb>[0];

function asNodeStream(stream: ReadableStream<Uint8Array>): NodeWebStream {
  return stream as NodeWebStream; // one class with two declarations, the DOM's and Node's
}

/** How much of an unread body is thrown away to keep the answer readable, in bytes and milliseconds. */
export interface DiscardLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Holds in place of both: all of it may come, as fast as this. */
  readonly pace?: RestPace | undefined;
}

/**
 * Throws away what is left of a body that was not read. Closing at once would reset the connection while the
 * sender still writes, and with it the answer; a sender who does not stop is cut off. `onDone` runs when all of it came.
 */
export function discardBody(
  message: IncomingMessage,
  limits: DiscardLimits,
  onDone: () => void = () => undefined,
): void {
  if (message.complete || message.destroyed) return onDone();
  const { pace } = limits;
  let bytes = 0;
  let nextMark = pace?.spanBytes ?? 0;
  const cut = (): void => {
    message.socket.destroy();
  };
  const timer = setTimeout(cut, pace?.spanMs ?? limits.timeoutMs);
  message.removeAllListeners("data");
  message.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (pace === undefined) return void (bytes > limits.maxBytes && cut());
    if (bytes < nextMark) return;
    nextMark = bytes + pace.spanBytes;
    timer.refresh();
  });
  message.once("close", () => clearTimeout(timer));
  message.once("end", onDone);
  message.resume();
}
