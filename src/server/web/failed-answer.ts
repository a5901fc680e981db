import { Readable } from "node:stream";
import { reportFailure } from "../call/report-failure.ts";
import type { LogSink } from "../log-sink.ts";
import type { ServerAnswer } from "../server-answer.ts";

/** The answer in place of one that a host cannot write, e.g. of a handler that gave a header no byte of HTTP can hold. */
export function failedAnswer(
  error: unknown,
  subject: string,
  log: LogSink,
): ServerAnswer & { readonly body: string } {
  const digest = reportFailure(error, `writing the answer to ${subject}`, log);
  return {
    status: 500,
    headers: [
      ["content-type", "text/plain; charset=utf-8"],
      ["cache-control", "no-store"],
      ["x-content-type-options", "nosniff"],
    ],
    body: `The request failed. Digest: ${digest}\n`,
  };
}

/** Ends the body of an answer that nobody reads: its file is closed, its render stopped. */
export function dropBody({ body }: ServerAnswer): void {
  if (body instanceof Readable) body.destroy();
  else if (body instanceof ReadableStream)
    // A body that breaks while it is ended, or that the app reads by itself, has ended for us all the same.
    body.cancel().catch(() => undefined);
}
