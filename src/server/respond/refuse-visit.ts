import type { Refusal } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import { nameOf } from "../call/decode-form.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { withCookies } from "./answer-page.ts";
import { finishAnswer } from "./finish-answer.ts";
import { refuse } from "./refuse.ts";

/** Refuses a visit; the log names the action, where it is known. */
export function refuseVisit(visit: Visit, refusal: Refusal, entry?: ActionEntry): ServerAnswer {
  const { log, development } = visit.server.settings;
  const subject = entry === undefined ? subjectOf(visit) : `${nameOf(entry)} (${subjectOf(visit)})`;
  return refuse(refusal, { log, development, subject });
}

/** Refuses what already ran: its cookies are sent, and its tasks run. */
export function refuseRun(
  visit: Visit,
  scope: RequestScope,
  refusal: Refusal,
  entry: ActionEntry,
): ServerAnswer {
  return finishAnswer(withCookies(refuseVisit(visit, refusal, entry), scope), visit, scope);
}
