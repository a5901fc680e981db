import type { Readable } from "node:stream";
import { runWithStore } from "../../context/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { boundStream } from "./bound-stream.ts";

/** Something that a request waits for. */
export interface TimedRender<T> {
  readonly render: () => Promise<T>;
  /** Told what still comes when nobody waits any more. */
  readonly drop: (late: T) => void;
  /** Until it has something to send. Default: `answerIdleMs`. */
  readonly limitMs?: number | undefined;
}

/**
 * Runs a render in its request's store. Undefined when it had nothing to send in time: then the request's signal is
 * aborted, and what still comes is handed to `drop`.
 */
export function renderInTime<T>(
  visit: Visit,
  scope: RequestScope,
  { render, drop, limitMs }: TimedRender<T>,
): Promise<T | undefined> {
  const { server } = visit;
  const deadlines =
    limitMs === undefined ? server.answerDeadlines : server.actionDeadlines(limitMs);
  return new Promise((resolve, reject) => {
    let passed = false;
    const deadline = deadlines.start(() => {
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
export function renderTimedOut({ server }: Visit, limitMs?: number): Refusal {
  const { answerIdleMs } = server.settings.limits;
  const passedMs = limitMs ?? answerIdleMs;
  return {
    code: "TIMEOUT",
    reason: `the page had nothing to send after ${passedMs} ms`,
    configLine:
      limitMs === undefined
        ? `serverActions: { answerIdleSeconds: ${Math.ceil(answerIdleMs / 500)} }`
        : maxDurationLine(limitMs),
  };
}

/** The line of a page or layout that would allow twice the time. */
function maxDurationLine(limitMs: number): string {
  return `export const maxDuration = ${Math.ceil(limitMs / 500)}`;
}

/** When the last byte of a page must be out, by `performance.now()`. */
export interface PageEnd {
  readonly endsAtMs: number;
  readonly limitMs: number;
}

/** Begins the time of a page whose route limits it, from its beginning to its last byte. */
export function beginPage(match: RouteMatch | undefined): PageEnd | undefined {
  const seconds = match?.route.settings?.maxDuration;
  if (seconds === undefined) return undefined;
  const limitMs = seconds * 1_000;
  return { limitMs, endsAtMs: performance.now() + limitMs };
}

/** Cuts the stream of a page that falls silent, however long it may be, or that outlives its time. */
export function boundPage(
  visit: Visit,
  scope: RequestScope,
  body: Readable,
  end: PageEnd | undefined,
): Readable {
  const { limits, log } = visit.server.settings;
  const cut = (reason: string): void => {
    scope.abort(new Error(reason));
    log({ level: "error", line: `edict: the page of ${subjectOf(visit)} was cut: ${reason}` });
  };
  const bounded = boundStream(body, {
    maxBytes: Number.POSITIVE_INFINITY,
    idleMs: limits.answerIdleMs,
    onCut: cut,
    onBreak: (error) =>
      void reportFailure(error, `sending the page of ${subjectOf(visit)}`, log, visit),
  });
  if (end === undefined) return bounded;
  const timer = setTimeout(() => {
    const reason = `it had not ended after ${end.limitMs} ms: ${maxDurationLine(end.limitMs)}`;
    cut(reason);
    bounded.destroy(new Error(reason));
  }, end.endsAtMs - performance.now());
  return bounded.once("close", () => clearTimeout(timer));
}
