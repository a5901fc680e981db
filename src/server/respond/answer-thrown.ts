import { readSignal } from "../../context/signals.ts";
import { interruptStatus } from "../../protocol/index.ts";
import { describeError, reportFailure } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { cookieHeaders, withCookies } from "./answer-page.ts";
import { textAnswer } from "./plain-answers.ts";
import { readRedirectLocation } from "./redirect-location.ts";

/** Answers for a route handler or a proxy that threw: a signal is what it stands for, all else a 500 with a digest. */
export function answerThrown(error: unknown, visit: Visit, scope: RequestScope): ServerAnswer {
  const { log, development } = visit.server.settings;
  const signal = readSignal(error);
  if (signal !== undefined && signal.kind !== "redirect")
    return textAnswer(interruptStatus[signal.kind], "", cookieHeaders(scope));
  if (signal !== undefined) {
    const target = readRedirectLocation(signal.location, visit.origin);
    if (target !== undefined)
      return textAnswer(signal.status, "", [
        ["location", target.location],
        ...cookieHeaders(scope),
      ]);
  }
  const digest = reportFailure(error, subjectOf(visit), log, visit);
  const detail = development ? `\n\n${describeError(error)}` : "";
  return withCookies(textAnswer(500, `The request failed. Digest: ${digest}${detail}`), scope);
}
