import { isActionError, type ActionError } from "../errors/action-error.ts";
import { decideRetry, type FailedTry, type Tries } from "./retry-policy.ts";

/** What repeating a call needs of the world. */
export interface RetryPorts {
  readonly nowMs: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly online: () => boolean;
  /** Resolves after a time, or as soon as the call is given up. */
  readonly wait: (delayMs: number, signal?: AbortSignal) => Promise<void>;
  /** Resolves when the browser is online, or as soon as the call is given up. */
  readonly waitOnline: (signal?: AbortSignal) => Promise<void>;
}

/**
 * Tries a call until it is answered for good; `decideRetry` says when another try makes sense.
 * @throws what the last try threw
 */
export async function repeatCall<T>(
  attempt: () => Promise<T>,
  ports: RetryPorts,
  signal?: AbortSignal,
): Promise<T> {
  let tries: Tries = { failures: 0, startedMs: ports.nowMs() };
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isActionError(error)) throw error;
      const moment = { nowMs: ports.nowMs(), online: ports.online(), random: ports.random() };
      const step = decideRetry(tries, failedTry(error), moment);
      if (step.kind === "give-up") throw error;
      if (step.kind === "wait") {
        await ports.wait(step.delayMs, signal);
        ({ tries } = step);
      } else {
        await ports.waitOnline(signal);
        tries = { failures: 0, startedMs: ports.nowMs() };
      }
    }
  }
}

function failedTry({ code, status, data }: ActionError): FailedTry {
  const seconds =
    typeof data === "object" && data !== null && "retryAfterSeconds" in data
      ? Number(data.retryAfterSeconds)
      : Number.NaN;
  // `Retry-After` may also be a date, which clocks that differ make useless.
  return { code, status, retryAfterMs: seconds >= 0 ? seconds * 1_000 : undefined };
}

/** The browser's clock, dice and network state. */
export const browserRetryPorts: RetryPorts = {
  nowMs: () => performance.now(),
  random: () => Math.random(),
  online: () => navigator.onLine,
  wait: (delayMs, signal) =>
    until(signal, (done) => {
      const timer = setTimeout(done, delayMs);
      return () => clearTimeout(timer);
    }),
  waitOnline: (signal) =>
    until(signal, (done) => {
      addEventListener("online", done);
      return () => removeEventListener("online", done);
    }),
};

/** Resolves when what `begin` started calls back, or when the signal is aborted; undoes it either way. */
function until(
  signal: AbortSignal | undefined,
  begin: (done: () => void) => () => void,
): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      undo();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const undo = begin(done);
    signal?.addEventListener("abort", done);
  });
}
