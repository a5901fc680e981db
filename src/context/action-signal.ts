import { currentStore } from "./current-store.ts";

/**
 * Gives the signal that aborts when the visitor leaves or the action's deadline passes.
 * @throws UsageError `outside-request`
 * @example await fetch(url, { signal: actionSignal() })
 */
export function actionSignal(): AbortSignal {
  return currentStore("actionSignal()").signal;
}
