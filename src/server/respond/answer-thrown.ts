import { readSignal } from "../../context/signals.ts";
import { interruptStatus } from "../../protocol/index.ts";
import { reportAppFailure } from "../call/report-app-failure.ts";
import { describeError } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { mountOf, type Visit } from "../visit.ts";
import { cookieHeaders, withCookies } from "./cookie-headers.ts";
import { textAnswer } from "./plain-answers.ts";
import { mountedLocation, readRedirectLocation } from "./redirect-location.ts";

/** Answers for a route handler or a proxy that threw: a signal is what it stands for, all else a 500 with a digest. */
export function answerThrown(error: unknown, visit: Visit, scope: RequestScope): ServerAnswer {
  const { development } = visit.server.settings;
  const signal = readSignal(error);
  if (signal !== undefined && signal.kind !== "redirect")
    return textAnswer(interruptStatus[signal.kind], "", cookieHeaders(scope));
  if (signal !== undefined) {
    const target = readRedirectLocation(signal.location, visit.origin, mountOf(visit));
    if (target !== undefined)
      return textAnswer(signal.status, "", [
        ["location", mountedLocation(target, mountOf(visit))],
        ...cookieHeaders(scope),
      ]);
  }
  const routeType = scope.store.phase === "proxy" ? "proxy" : "route";
  const digest = reportAppFailure(error, visit, { routeType });
  const detail = development ? `\n\n${describeError(error)}` : "";
  return withCookies(textAnswer(500, `The request failed. Digest: ${digest}${detail}`), scope);
}
