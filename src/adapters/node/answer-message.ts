import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
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
    const close = closing() || message.httpVersion === "1.0";
    const isRestComing = !message.complete && !request.waitsToSend;
    if (isRestComing && (close || !response.shouldKeepAlive))
      closeAfter(message.socket, (then) => discardRest(request, message, discard, then));
    writeAnswer(given, response, { close, log });
    if (!isRestComing) return;
    if (!request.streams) return discardRest(request, message, discard);
    // A handler may read on while its answer goes out; once that is out, nobody waits for what it reads.
    request.whenCancelled(() => discardRest(request, message, discard));
    whenOver(response, () => request.streams && request.cancel());
  };
  if (answering instanceof Promise) void answering.then(write);
  else write(answering);
}

/** Node closes a connection as soon as its last answer is out; a sender who still writes then would lose that answer. */
function closeAfter(socket: Socket, wait: (then: () => void) => void): void {
  const close = socket.destroySoon.bind(socket);
  socket.destroySoon = () => wait(close);
}

function discardRest(
  request: NodeRequest,
  message: IncomingMessage,
  limits: DiscardLimits,
  onDone?: () => void,
): void {
  request.cancel();
  discardBody(message, { ...limits, pace: request.restPace }, onDone);
}
