import { err, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { Visit } from "../visit.ts";
import type { IncomingUpload } from "./incoming-upload.ts";
import { outcomeOfError } from "./outcome-of-error.ts";
import { reportAppFailure } from "./report-app-failure.ts";
import { stemsFrom } from "./stems-from.ts";
import type { ActionEnd } from "./run-action.ts";

/**
 * Refuses a call whose action failed since its upload did not come to its end, like every call whose body breaks off:
 * that is no failure of the app. What the action made of it itself, an `ActionError` or a value, is its outcome.
 */
export function judgeUpload(
  end: Result<ActionEnd, Refusal>,
  upload: IncomingUpload | undefined,
  entry: ActionEntry,
  visit: Visit,
): Result<ActionEnd, Refusal> {
  const fault = upload?.fault;
  if (fault === undefined || !end.ok || end.value.kind === "returned") return end;
  const { error, span } = end.value;
  if (outcomeOfError(error) !== undefined) return end;
  span.end({ kind: "upload-broken" });
  // What else went wrong must not stay unknown.
  if (!stemsFrom(error, fault)) reportAppFailure(error, visit, { routeType: "action", entry });
  return err(fault.refusal);
}
