import type { Readable } from "node:stream";
import { runWithStore } from "../../context/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { boundStream } from "./bound-stream.ts";

/**
 * Runs a render in its request's store. Undefined when it had nothing to send within `answerIdleMs`: then the
 * request's signal is aborted, and what still comes is handed to `drop`.
 */
export function renderInTime<T>(
  visit: Visit,
  scope: RequestScope,
  render: () => Promise<T>,
  drop: (late: T) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    let passed = false;
    const deadline = visit.server.answerDeadlines.start(() => {
      passed = true;
      resolve(undefined);
      scope.abort(new DOMException("The render passed its deadline.", "TimeoutError"));
    });
    runWithStore(scope.store, async () => render()).then(
      (made) => {
        deadline.clear();
        if (passed) drop(made);
        else resolve(made);
      },
      (error: unknown) => {
        deadline.clear();
        // Once it has passed nobody waits: a render that was aborted breaks, and its refusal is in the log.
        reject(error);
      },
    );
  });
}

/** Why a render that had nothing to send was given up. */
export function renderTimedOut({ server }: Visit): Refusal {
  const { answerIdleMs } = server.settings.limits;
  return {
    code: "TIMEOUT",
    reason: `the page had nothing to send after ${answerIdleMs} ms`,
    configLine: `serverActions: { answerIdleSeconds: ${Math.ceil(answerIdleMs / 500)} }`,
  };
}

/** Cuts the stream of a page that falls silent, however long it may be. */
export function boundPage(visit: Visit, scope: RequestScope, body: Readable): Readable {
  const { limits, log } = visit.server.settings;
  return boundStream(body, {
    maxBytes: Number.POSITIVE_INFINITY,
    idleMs: limits.answerIdleMs,
    onCut: (reason) => {
      scope.abort(new Error(reason));
      log({ level: "error", line: `edict: the page of ${subjectOf(visit)} was cut: ${reason}` });
    },
  });
}
