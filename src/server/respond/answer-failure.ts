import { headerNames } from "../../protocol/index.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { LogSink } from "../log-sink.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { ServerRequest } from "../server-request.ts";
import { textAnswer } from "./plain-answers.ts";

/** Answers a request whose handling itself broke: a bare 500, which a call can tell from one of a proxy. */
export function answerFailure(
  error: unknown,
  log: LogSink,
  request?: Pick<ServerRequest, "header">,
): ServerAnswer {
  const digest = reportFailure(error, "answering a request", log);
  const isCall = request?.header(headerNames.action) !== undefined;
  return textAnswer(
    500,
    `The request failed. Digest: ${digest}`,
    isCall ? [[headerNames.error, "FAILED"]] : [],
  );
}
