import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ServerAnswer } from "../../server/index.ts";

/** Writes an answer to a response of `node:http`, in one piece where its body is one. */
export function writeAnswer(answer: ServerAnswer, response: ServerResponse, close: boolean): void {
  const { body, afterSent } = answer;
  const headers: string[] = [];
  for (const [name, value] of answer.headers) headers.push(name, value);
  if (close) headers.push("connection", "close");
  if (afterSent !== undefined) response.once("close", afterSent);
  if (body === null || typeof body === "string" || body instanceof Uint8Array) {
    if (body !== null) headers.push("content-length", String(Buffer.byteLength(body)));
    else if (mayHaveBody(answer)) headers.push("content-length", "0");
    response.writeHead(answer.status, headers);
    response.end(body ?? undefined);
    return;
  }
  response.writeHead(answer.status, headers);
  const source = body instanceof Readable ? body : Readable.fromWeb(asNodeStream(body));
  response.once("close", () => source.destroy());
  // The head is out: a body that breaks can only be cut, so that nobody takes it for whole.
  source.once("error", () => response.destroy());
  source.pipe(response);
}

function mayHaveBody({ status, headers }: ServerAnswer): boolean {
  return status !== 204 && status !== 304 && !headers.some(([name]) => name === "content-length");
}

type NodeWebStream = Parameters<typeof Readable.fromWeb>[0];

function asNodeStream(stream: ReadableStream<Uint8Array>): NodeWebStream {
  return stream as NodeWebStream; // one class with two declarations, the DOM's and Node's
}

/** How much of an unread body is thrown away to keep the answer readable, in bytes and milliseconds. */
export interface DiscardLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Throws away what is left of a body that was not read. Closing at once would reset the connection while the
 * sender still writes, and with it the answer; a sender who does not stop is cut off.
 */
export function discardBody(message: IncomingMessage, limits: DiscardLimits): void {
  if (message.complete || message.destroyed) return;
  let bytes = 0;
  const cut = (): void => {
    message.socket.destroy();
  };
  const timer = setTimeout(cut, limits.timeoutMs);
  message.removeAllListeners("data");
  message.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) cut();
  });
  message.once("close", () => clearTimeout(timer));
  message.resume();
}
