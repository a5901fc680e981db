/** How a supervisor deals with workers that end. Milliseconds. */
export interface RestartPolicy {
  /** Until a worker is replaced for the first time; doubles with each that ends soon. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** A worker that served this long is no failure when it ends. */
  readonly stableAfterMs: number;
  /** Failures in a row, of every worker, after which there is no hope. */
  readonly maxFailures: number;
  /** Longest silence of a worker that serves. */
  readonly stuckAfterMs: number;
  /** Until a worker listens. */
  readonly startTimeoutMs: number;
  /** Until all workers are gone that were asked to end. */
  readonly stopTimeoutMs: number;
}

/** The defaults; an app has 30 seconds for its answers and 30 more for its tasks before its workers are ended. */
export const defaultRestartPolicy: RestartPolicy = {
  firstDelayMs: 100,
  maxDelayMs: 10_000,
  stableAfterMs: 30_000,
  maxFailures: 8,
  stuckAfterMs: 15_000,
  startTimeoutMs: 120_000,
  stopTimeoutMs: 65_000,
};

/** Gives the wait before a worker that failed this often in a row (from 1) is replaced. */
export function restartDelayMs(failures: number, policy: RestartPolicy): number {
  return Math.min(policy.firstDelayMs * 2 ** (failures - 1), policy.maxDelayMs);
}
