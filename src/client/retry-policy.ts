/** What a try of a call came to, as far as another try depends on it. */
export interface FailedTry {
  readonly code: string;
  readonly status: number;
  /** What the answer asked to wait for. */
  readonly retryAfterMs?: number | undefined;
}

/** Tries of one call since the browser was last online. */
export interface Tries {
  readonly failures: number;
  readonly startedMs: number;
}

/** The moment at which a try failed. */
export interface Moment {
  readonly nowMs: number;
  readonly online: boolean;
  /** From 0 up to 1. */
  readonly random: number;
}

/** What follows a failed try. */
export type RetryStep =
  | { readonly kind: "give-up" }
  | { readonly kind: "wait"; readonly delayMs: number; readonly tries: Tries }
  /** The tries begin anew once the browser is online. */
  | { readonly kind: "wait-online" };

/** Bounds of the tries of one call. A call that is known to be running is asked for longer: it holds no place in a queue. */
export const retryLimits = {
  maxTries: 6,
  firstDelayMs: 300,
  maxDelayMs: 5_000,
  maxTotalMs: 60_000,
  maxRunningMs: 180_000,
} as const;

const gatewayStatuses: readonly number[] = [502, 503, 504];

/**
 * Decides whether a call is tried again, under its id: after a lost connection, a full server, a gateway
 * that had no answer, or while its first try still runs. Whatever else the server says is final.
 */
export function decideRetry(tries: Tries, failed: FailedTry, moment: Moment): RetryStep {
  const { code, status } = failed;
  const elapsedMs = moment.nowMs - tries.startedMs;
  if (code === "IN_PROGRESS") {
    const delayMs = delayOf(0, failed, moment);
    return elapsedMs + delayMs > retryLimits.maxRunningMs
      ? { kind: "give-up" }
      : { kind: "wait", delayMs, tries };
  }
  const mayPass =
    code === "NETWORK" ||
    code === "BUSY" ||
    (code === "INTERCEPTED" && gatewayStatuses.includes(status));
  if (!mayPass) return { kind: "give-up" };
  if (code === "NETWORK" && !moment.online) return { kind: "wait-online" };
  const failures = tries.failures + 1;
  const delayMs = delayOf(tries.failures, failed, moment);
  return failures >= retryLimits.maxTries || elapsedMs + delayMs > retryLimits.maxTotalMs
    ? { kind: "give-up" }
    : { kind: "wait", delayMs, tries: { ...tries, failures } };
}

/** Doubles with each failure, and spreads: browsers that lost one server together do not come back together. */
function delayOf(failures: number, { retryAfterMs = 0 }: FailedTry, { random }: Moment): number {
  const { firstDelayMs, maxDelayMs } = retryLimits;
  const backoffMs = Math.min(maxDelayMs, firstDelayMs * 2 ** failures) * (0.5 + random / 2);
  return Math.max(backoffMs, retryAfterMs + random * firstDelayMs);
}
