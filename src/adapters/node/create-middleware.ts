import type { IncomingMessage, ServerResponse } from "node:http";
import { logToStandardError, type LogSink, type RequestHandler } from "../../server/index.ts";
import { answerMessage } from "./answer-message.ts";
import { defaultConnectionLimits } from "./serve.ts";

/** Makes a function that answers a message of somebody else's `node:http` server: the limits of its connections are theirs. */
export function createMiddleware(
  handler: Pick<RequestHandler, "handle">,
  log: LogSink = logToStandardError,
): (message: IncomingMessage, response: ServerResponse) => void {
  const { maxDiscardedBytes, discardTimeoutMs } = defaultConnectionLimits;
  const discard = { maxBytes: maxDiscardedBytes, timeoutMs: discardTimeoutMs };
  return (message, response) =>
    answerMessage(message, response, {
      handler,
      log,
      discard,
      // A server without a listener for it has told the sender already.
      expects: false,
      closing: () => false,
    });
}
