import { isAborted } from "./browser-error.ts";
import { readSignal } from "./signal-error.ts";

/**
 * Keeps two ends of calls from being reported as errors that nobody handled: a redirect was followed all the same, and
 * who gave a call up, or made a newer one take its place, knows it.
 */
export function quietSettled(): void {
  const isSettled = (error: unknown): boolean =>
    readSignal(error)?.kind === "redirect" || isAborted(error);
  addEventListener("unhandledrejection", (event) => {
    if (isSettled(event.reason)) event.preventDefault();
  });
  addEventListener("error", (event) => {
    if (isSettled(event.error)) event.preventDefault();
  });
}
