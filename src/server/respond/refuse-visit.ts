import type { Refusal } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import { nameOf } from "../call/decode-form.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { Visit } from "../visit.ts";
import { withCookies } from "./cookie-headers.ts";
import { finishAnswer } from "./finish-answer.ts";
import { refuse, reportOf } from "./refuse.ts";

/** Refuses a visit; the log names the action, where it is known. */
export function refuseVisit(visit: Visit, refusal: Refusal, entry?: ActionEntry): ServerAnswer {
  const report = reportOf(visit);
  if (entry === undefined) return refuse(refusal, report);
  return refuse(refusal, { ...report, subject: `${nameOf(entry)} (${report.subject})` });
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
