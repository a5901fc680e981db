import { flightType, headerNames, interruptStatus, type Outcome } from "../../protocol/index.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { Settlement } from "../call/settle.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { Visit } from "../visit.ts";
import { finishAnswer } from "./finish-answer.ts";
import type { RenderedCall } from "./render-call.ts";

/** Makes the answer of a call that ran: its outcome as status and headers, readable before anything is parsed. */
export function respondToCall(
  visit: Visit,
  scope: RequestScope,
  { outcome, body }: RenderedCall,
  settlement: Settlement,
): ServerAnswer {
  const headers: (readonly [string, string])[] = [
    ["content-type", flightType],
    ["cache-control", "no-store"],
    ["vary", headerNames.action],
    ["x-content-type-options", "nosniff"],
    [headerNames.outcome, outcome.kind],
    [headerNames.revalidated, settlement.revalidated],
  ];
  // An ActionError carries a code of its own in the body.
  if (outcome.kind === "threw" && outcome.error === undefined)
    headers.push([headerNames.error, "FAILED"]);
  for (const cookie of settlement.setCookies) headers.push(["set-cookie", cookie]);
  return finishAnswer({ status: statusOf(outcome), headers, body }, visit, scope);
}

function statusOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case "returned":
    case "redirected":
      return 200;
    case "threw":
      return outcome.error?.status ?? 500;
    case "not-found":
    case "unauthorized":
    case "forbidden":
      return interruptStatus[outcome.kind];
  }
}
