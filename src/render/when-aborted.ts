/** Runs `stop` once when `signal` aborts; at once when it did already. */
export function whenAborted(signal: AbortSignal, stop: (reason: unknown) => void): void {
  if (signal.aborted) stop(signal.reason);
  else signal.addEventListener("abort", () => stop(signal.reason), { once: true });
}
