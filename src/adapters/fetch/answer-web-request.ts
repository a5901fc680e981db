import {
  failedAnswer,
  FetchRequest,
  toResponse,
  type FetchPeer,
  type LogSink,
  type RequestHandler,
} from "../../server/index.ts";
import { BodyAlreadyReadError } from "../body-already-read.ts";

/** How one web request is answered. */
export interface WebAnswering {
  readonly handler: Pick<RequestHandler, "handle">;
  readonly log: LogSink;
  readonly peer: FetchPeer | undefined;
  /** Takes the promise of all that is done for the request, also after its answer: hosts may end it with the answer otherwise. */
  readonly keepAlive?: (done: Promise<void>) => void;
}

/** Hands a web request to a handler and makes the response of its answer. Never rejects. */
export async function answerWebRequest(
  request: Request,
  { handler, log, peer, keepAlive }: WebAnswering,
): Promise<Response> {
  if (request.bodyUsed) {
    const subject = `${request.method} ${new URL(request.url).pathname}`;
    return toResponse(failedAnswer(new BodyAlreadyReadError(), subject, log), log);
  }
  const answering = handler.handle(new FetchRequest(request, peer));
  if (keepAlive === undefined) return toResponse(await answering, log);
  const life: { end?: () => void } = {};
  keepAlive(
    new Promise((resolve) => {
      life.end = resolve;
    }),
  );
  const answer = await answering;
  const afterSent = async (): Promise<void> => {
    await answer.afterSent?.();
    life.end?.();
  };
  return toResponse({ ...answer, afterSent }, log);
}
