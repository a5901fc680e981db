import type { RefusalCode } from "../../errors/index.ts";
import { headerNames, refusalStatus, type Refusal } from "../../protocol/index.ts";
import { requestIdOf } from "../call/request-id.ts";
import type { LogSink } from "../log-sink.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { subjectOf, type Visit } from "../visit.ts";

/** Where refusals are reported, and whether their reader may know why. */
export interface RefusalReport {
  readonly log: LogSink;
  readonly development: boolean;
  /** What was asked for, e.g. `app/actions.ts#save` or `POST /posts`, already escaped. */
  readonly subject: string;
  /** How the log names the request. */
  readonly requestId: string;
}

const sentences: Readonly<Record<RefusalCode, string>> = {
  MALFORMED: "The request could not be read.",
  ORIGIN: "This origin may not call actions here.",
  NOT_FOUND: "There is no such action.",
  METHOD: "This method is not possible here.",
  BODY_TIMEOUT: "The body came too slowly.",
  SKEW: "The page comes from another build: nothing was done. Load it again and repeat.",
  IN_PROGRESS: "This call is still running.",
  UNKNOWN_OUTCOME: "The outcome of this call is not known.",
  TOO_LARGE: "The body is too large.",
  MEDIA: "The body has a type or an encoding that is not accepted.",
  HOST: "This host is not served here.",
  KEY_REUSED: "The call id was used for another call.",
  RATE_LIMITED: "There were too many calls.",
  FAILED: "The action failed.",
  BUSY: "The server is busy.",
  TIMEOUT: "The answer took too long.",
};

/** Answers with a refusal: constant text on the wire, the reason in one line of the log (and, in development, below the text). */
export function refuse(refusal: Refusal, report: RefusalReport): ServerAnswer {
  const { code } = refusal;
  const status = refusalStatus[code];
  const { subject, requestId } = report;
  const reason = reasonOf(refusal);
  report.log({
    level: code === "TIMEOUT" || code === "BUSY" ? "error" : "warn",
    line: `edict: ${code} (${status}) ${subject}, request ${requestId}: ${reason}`,
    refusal: { code, status, subject, reason },
  });
  return refusedAnswer(refusal, report);
}

/** The answer of a refusal that the log knows of. */
export function refusedAnswer(
  refusal: Refusal,
  { development }: Pick<RefusalReport, "development">,
): ServerAnswer {
  const { code } = refusal;
  const why = development ? `\n\n${reasonOf(refusal)}\n` : "\n";
  return {
    status: refusalStatus[code],
    headers: [
      ["content-type", "text/plain; charset=utf-8"],
      ["cache-control", "no-store"],
      ["x-content-type-options", "nosniff"],
      [headerNames.error, code],
      ...detailHeaders(refusal),
    ],
    body: sentences[code] + why,
  };
}

function reasonOf({ reason, configLine }: Refusal): string {
  return configLine === undefined ? reason : `${reason}; to change it: ${configLine}`;
}

/** Reports the refusals of a visit. */
export function reportOf(visit: Visit): RefusalReport {
  const { log, development } = visit.server.settings;
  return { log, development, subject: subjectOf(visit), requestId: requestIdOf(visit) };
}

function detailHeaders(refusal: Refusal): [string, string][] {
  const headers: [string, string][] = [];
  if (refusal.limitBytes !== undefined)
    headers.push([headerNames.limit, String(refusal.limitBytes)]);
  if (refusal.retryAfterSeconds !== undefined)
    headers.push(["retry-after", String(refusal.retryAfterSeconds)]);
  return headers;
}
