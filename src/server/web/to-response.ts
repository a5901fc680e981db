import { Readable } from "node:stream";
import { logToStandardError, type LogSink } from "../log-sink.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { dropBody, failedAnswer } from "./failed-answer.ts";

/**
 * Makes the web `Response` of an answer; `afterSent` is run once its body is read or dropped. Never throws: an answer that
 * no `Response` can hold is logged and becomes a 500.
 */
export function toResponse(answer: ServerAnswer, log: LogSink = logToStandardError): Response {
  try {
    return respond(answer);
  } catch (error) {
    dropBody(answer);
    const { afterSent } = answer;
    const failed = failedAnswer(error, "a web request", log);
    return respond(afterSent === undefined ? failed : { ...failed, afterSent });
  }
}

function respond(answer: ServerAnswer): Response {
  const { body, afterSent, onBreak, status } = answer;
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  if (body === null || typeof body === "string" || body instanceof Uint8Array) {
    const response = new Response(body === null ? null : ownBytes(body), { status, headers });
    // A microtask later the host has the response in hand; it does not tell when it is out.
    if (afterSent !== undefined) queueMicrotask(() => void afterSent());
    return response;
  }
  // What a response cannot be made of must fail before its body is taken.
  const head = new Response(null, { status, headers });
  const stream = body instanceof Readable ? toWebStream(body) : body;
  const isWatched = afterSent !== undefined || onBreak !== undefined;
  const sent = isWatched ? notifyEnd(stream, { afterSent, onBreak }) : stream;
  return new Response(sent, head);
}

function ownBytes(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === "string" ? body : new Uint8Array(body);
}

function toWebStream(body: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(body) as ReadableStream<Uint8Array>; // one class with two declarations
}

interface Watching {
  readonly afterSent: ServerAnswer["afterSent"];
  readonly onBreak: ServerAnswer["onBreak"];
}

/** Passes a stream on and tells when it is over, however it ends, and why it broke. */
function notifyEnd(
  stream: ReadableStream<Uint8Array>,
  { afterSent, onBreak }: Watching,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const next = await reader.read();
        if (!next.done) return controller.enqueue(next.value);
        controller.close();
      } catch (error) {
        onBreak?.(error);
        controller.error(error);
      }
      void afterSent?.();
    },
    cancel: async (reason) => {
      void afterSent?.();
      await reader.cancel(reason);
    },
  });
}
