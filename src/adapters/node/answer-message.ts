import type { IncomingMessage, ServerResponse } from "node:http";
import type { LogSink, RequestHandler } from "../../server/index.ts";
import { NodeRequest } from "./node-request.ts";
import { whenOver } from "./when-over.ts";
import { discardBody, writeAnswer, type DiscardLimits } from "./write-answer.ts";

/** How one message is answered. */
export interface AnsweringOptions {
  readonly handler: Pick<RequestHandler, "handle">;
  readonly log: LogSink;
  /** What of a body that nobody read is thrown away before the connection is cut. */
  readonly discard: DiscardLimits;
  /** The sender waits to be told that it may send its body. */
  readonly expects: boolean;
  /** Whether the server takes no further requests by the time the answer goes out. */
  readonly closing: () => boolean;
}

/** Hands a message of `node:http` to a handler and writes its answer. Never throws. */
export function answerMessage(
  message: IncomingMessage,
  response: ServerResponse,
  { handler, log, discard, expects, closing }: AnsweringOptions,
): void {
  const request = new NodeRequest(message, response, expects);
  const answering = handler.handle(request);
  const write = (given: Awaited<typeof answering>): void => {
    // Node closes by itself after a sender that was not told to continue.
    writeAnswer(given, response, { close: closing() || message.httpVersion === "1.0", log });
    if (message.complete) return;
    // A handler may read on while its answer goes out; once that is out, nobody waits for what it reads.
    if (request.streams) whenOver(response, () => discardRest(request, message, discard));
    else discardBody(message, discard);
  };
  if (answering instanceof Promise) void answering.then(write);
  else write(answering);
}

function discardRest(request: NodeRequest, message: IncomingMessage, limits: DiscardLimits): void {
  request.cancel();
  discardBody(message, limits);
}
