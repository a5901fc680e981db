import { headerNames } from "../../protocol/index.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { LogSink } from "../log-sink.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { Visit } from "../visit.ts";
import { textAnswer } from "./plain-answers.ts";

/** Answers a request whose handling itself broke: a bare 500, which a call can tell from one of a proxy. */
export function answerFailure(
  error: unknown,
  { log, received, givenId }: BrokenRequest,
): ServerAnswer {
  const digest = reportFailure(error, "answering a request", log, { received, givenId });
  const isCall = received.header(headerNames.action) !== undefined;
  return textAnswer(
    500,
    `The request failed. Digest: ${digest}`,
    isCall ? [[headerNames.error, "FAILED"]] : [],
  );
}

/** A request whose handling broke. */
export interface BrokenRequest extends Pick<Visit, "received" | "givenId"> {
  readonly log: LogSink;
}
