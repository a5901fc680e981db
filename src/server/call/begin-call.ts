import { err, ok, type Result } from "../../base/index.ts";
import { hashContent, principalOf, type Begun, type RunningCall } from "../../calls/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ReplyContentType } from "../../protocol/reply/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { Answered } from "../../storage/index.ts";
import type { UploadMeasure } from "../admit/measure-upload.ts";
import type { Visit } from "../visit.ts";
import { reportFailure } from "./report-failure.ts";

/** A call whose arguments are known, and which has not run. */
export interface CallToBegin {
  readonly entry: ActionEntry;
  /** Lower case; undefined for a call that is not recorded. */
  readonly callId: string | undefined;
  readonly body: Uint8Array;
  readonly contentType: ReplyContentType;
  /** Given where the content of the last file is still coming: `body` is what stands around it. */
  readonly upload?: UploadMeasure | undefined;
}

/** What happens to a call: it runs, recorded or not, or it ran before and is answered from what was kept. */
export type Beginning =
  | { readonly kind: "run"; readonly running: RunningCall | undefined }
  | { readonly kind: "replay"; readonly kept: string };

const unrecorded: Result<Beginning, Refusal> = ok({ kind: "run", running: undefined });

/**
 * Records that a call begins, so that none runs twice under one id.
 * Errors: IN_PROGRESS, UNKNOWN_OUTCOME, KEY_REUSED; BUSY where the record cannot be asked.
 */
export function beginCall(visit: Visit, call: CallToBegin): Answered<Result<Beginning, Refusal>> {
  if (call.callId === undefined) return unrecorded;
  return begin(visit, call, { key: `call:${call.callId}`, waitMs: 0 });
}

/**
 * Begins the call of a form, as `beginCall` does. Its id was written into the page: a visitor who goes back to it, changes
 * a field and sends it again means another call, so that the id counts together with what was sent. A browser without
 * JavaScript cannot ask again later: a form that was sent twice waits for the end of the first.
 */
export function beginForm(visit: Visit, call: CallToBegin): Answered<Result<Beginning, Refusal>> {
  if (call.callId === undefined) return unrecorded;
  const key = `form:${call.callId}:${contentOf(call)}`;
  return begin(visit, call, { key, waitMs: visit.server.settings.limits.actionTimeoutMs });
}

function begin(
  visit: Visit,
  call: CallToBegin,
  { key, waitMs }: { readonly key: string; readonly waitMs: number },
): Answered<Result<Beginning, Refusal>> {
  const { received, server } = visit;
  const { settings, callRecord } = server;
  const fail = (error: unknown): Result<never, Refusal> => {
    const { file, name } = call.entry;
    reportFailure(error, `recording that ${file}#${name} begins`, settings.log, visit);
    return err({ code: "BUSY", reason: "calls cannot be recorded", retryAfterSeconds: 1 });
  };
  try {
    const principal = principalOf(
      { cookies: received.header("cookie"), authorization: received.header("authorization") },
      settings.sessionCookies,
    );
    const begun = callRecord.begin({ key, content: contentOf(call), principal }, waitMs);
    return begun instanceof Promise ? begun.then(judge, fail) : judge(begun);
  } catch (error) {
    return fail(error);
  }
}

function judge(begun: Begun): Result<Beginning, Refusal> {
  switch (begun.kind) {
    case "run":
      return ok(begun);
    case "ended":
      return ok({ kind: "replay", kept: begun.kept });
    case "running":
      return err({ code: "IN_PROGRESS", reason: "the same call runs now", retryAfterSeconds: 1 });
    case "other":
      return err({
        code: "KEY_REUSED",
        reason: "its call id was used for another body, another action or by another visitor",
        configLine: "serverActions: { sessionCookies } says which cookies make another visitor",
      });
    case "unknown":
      return err({
        code: "UNKNOWN_OUTCOME",
        reason: `this call began before, and ${begun.reason}`,
      });
  }
}

function contentOf({ entry, body, contentType, upload }: CallToBegin): string {
  const boundary = contentType.kind === "multipart" ? contentType.boundary : undefined;
  const content = hashContent({ actionId: entry.id, body, boundary });
  // Of what comes later only the length is known before the call begins.
  return upload === undefined ? content : `${content}+${upload.contentBytes}`;
}
