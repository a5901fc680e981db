import type { Outcome } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import { readRedirectLocation } from "../respond/redirect-location.ts";
import { mountOf, type Visit } from "../visit.ts";
import { outcomeOfError } from "./outcome-of-error.ts";
import { reportAppFailure } from "./report-app-failure.ts";
import type { ActionEnd } from "./run-action.ts";

/** Makes the outcome of how an action ended: signals become what they stand for, failures a digest and a line of the log. Its span ends with it. */
export function judgeEnd(end: ActionEnd, entry: ActionEntry, visit: Visit): Outcome {
  const outcome = outcomeOf(end, entry, visit);
  end.span.end(outcome, end.kind === "threw" ? end.error : undefined);
  return outcome;
}

function outcomeOf(end: ActionEnd, entry: ActionEntry, visit: Visit): Outcome {
  if (end.kind === "returned") return { kind: "returned", value: end.value };
  const meant = outcomeOfError(end.error);
  if (meant === undefined) return failed(end.error, entry, visit);
  if (!("kind" in meant)) return { ...failed(end.error, entry, visit), error: meant };
  if (meant.kind !== "redirected") return meant;
  const target = readRedirectLocation(meant.location, visit.origin, mountOf(visit));
  if (target === undefined)
    return failed(
      new TypeError(`redirect() to a place that is no path and no http(s) URL`),
      entry,
      visit,
    );
  return { ...meant, location: target.location };
}

/** The outcome of an action that failed: nothing of the error but a digest. */
export function failed(
  error: unknown,
  entry: ActionEntry,
  visit: Visit,
): Extract<Outcome, { kind: "threw" }> {
  const digest = reportAppFailure(error, visit, { routeType: "action", entry });
  return { kind: "threw", digest };
}
