import type { Result } from "../../base/index.ts";
import { cookiesAfter, principalOf, type RunningCall } from "../../calls/index.ts";
import type { Outcome, Refusal } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { Answered } from "../../storage/index.ts";
import type { Visit } from "../visit.ts";
import { keepEnd } from "./keep-end.ts";
import { reportFailure } from "./report-failure.ts";
import type { RequestScope } from "./request-scope.ts";

/** How a call ended, or why it was refused while it ran. */
export interface RecordableEnd {
  readonly entry: ActionEntry;
  readonly outcome: Result<Outcome, Refusal>;
  /** See `EndToKeep`. */
  readonly plain?: string | undefined;
}

/**
 * Records how a call ended, before anything of its answer goes out; of one that passed its deadline only that it began. Where that fails the answer goes out all the same, and the log says so: a repetition then finds a call that
 * never ended, and does not run either.
 */
export function recordEnd(
  visit: Visit,
  { store }: RequestScope,
  running: RunningCall | undefined,
  end: RecordableEnd,
): Answered<void> {
  if (running === undefined) return undefined;
  const { log } = visit.server.settings;
  const { entry, outcome, plain } = end;
  const fail = (error: unknown): void =>
    void reportFailure(error, `recording how ${entry.file}#${entry.name} ended`, log, visit);
  try {
    const kept = outcome.ok
      ? keepEnd({ outcome: outcome.value, changes: store, plain })
      : undefined;
    const recording =
      store.pendingCookies.size === 0
        ? running.end({ kept })
        : running.end({ kept, principalAfter: principalAfter(visit, store.pendingCookies) });
    return recording instanceof Promise ? recording.catch(fail) : recording;
  } catch (error) {
    return fail(error);
  }
}

/** Who the caller is with the cookies of this answer: after signing in, one's own answer may be asked for again. */
function principalAfter(
  { received, server }: Visit,
  pending: RequestScope["store"]["pendingCookies"],
): string {
  const written = Array.from(pending.values(), ({ header, value }) => ({
    header,
    isDeleted: value === undefined,
  }));
  return principalOf(
    {
      cookies: cookiesAfter(received.header("cookie"), written),
      authorization: received.header("authorization"),
    },
    server.settings.sessionCookies,
  );
}
