import { err, ok, type Result } from "../../base/index.ts";
import { principalOf } from "../../calls/index.ts";
import { lookupOf, type Refusal } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { Answered } from "../../storage/index.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { Visit } from "../visit.ts";

type Verdict = Result<undefined, Refusal>;

const within: Verdict = ok(undefined);

/** Holds a caller to the calls they may make of this action in a minute, before anything of the body is read. Errors: RATE_LIMITED, BUSY. */
export function limitRate(visit: Visit, entry: ActionEntry): Answered<Verdict> {
  const perMinute = entry.settings?.callsPerMinute;
  if (perMinute === undefined) return within;
  return count(visit, {
    what: `${entry.file}#${entry.name}`,
    subject: lookupOf(entry.id),
    perMinute,
    configLine: `configure({ rateLimit: { perMinute: ${perMinute * 2} } }, …)`,
  });
}

/** Holds a caller to the calls and forms they may send to the whole app in a minute, ids that do not exist among them. Errors: RATE_LIMITED, BUSY. */
export function limitCaller(visit: Visit): Answered<Verdict> {
  const { callsPerMinute } = visit.server.settings;
  // A call that goes on at the route of its action was counted when it came.
  if (callsPerMinute === undefined || visit.isReentered) return within;
  return count(visit, {
    what: "a caller",
    subject: "all",
    perMinute: callsPerMinute,
    configLine: `serverActions: { callsPerMinute: ${callsPerMinute * 2} }`,
  });
}

interface Limit {
  /** As the log calls what is counted. */
  readonly what: string;
  readonly subject: string;
  readonly perMinute: number;
  readonly configLine: string;
}

function count(visit: Visit, { what, subject, perMinute, configLine }: Limit): Answered<Verdict> {
  const { received, server } = visit;
  const { settings, rateLimit } = server;
  const judge = (retryAfterSeconds: number): Verdict =>
    retryAfterSeconds === 0
      ? within
      : err({
          code: "RATE_LIMITED",
          reason: `this caller made more than ${perMinute} calls in this minute`,
          retryAfterSeconds,
          configLine,
        });
  // Nobody can say whether it is within its limit: it is refused, and may try again.
  const fail = (error: unknown): Verdict => {
    reportFailure(error, `counting the calls of ${what}`, settings.log, visit);
    return err({ code: "BUSY", reason: "calls could not be counted", retryAfterSeconds: 1 });
  };
  try {
    const seconds = rateLimit.count({
      subject,
      perMinute,
      address: settings.addressOf(received),
      principal: principalOf(
        { cookies: received.header("cookie"), authorization: received.header("authorization") },
        settings.sessionCookies,
      ),
    });
    return seconds instanceof Promise ? seconds.then(judge, fail) : judge(seconds);
  } catch (error) {
    return fail(error);
  }
}
