import { err, ok, type Result } from "../../base/index.ts";
import { runWithStore } from "../../context/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { RequestScope } from "./request-scope.ts";

/** How an action ended, before anyone judged what it threw. */
export type ActionEnd =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "threw"; readonly error: unknown };

/**
 * Loads and runs an action in its request's store. Past the deadline the call is refused with TIMEOUT and the
 * signal aborted; what the action still does then reaches nobody.
 */
export function runAction(
  entry: ActionEntry,
  args: readonly unknown[],
  scope: RequestScope,
  timeoutMs: number,
): Promise<Result<ActionEnd, Refusal>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      scope.abort(new DOMException("The action passed its deadline.", "TimeoutError"));
      resolve(err(timedOut(timeoutMs)));
    }, timeoutMs);
    const settle = (end: ActionEnd): void => {
      clearTimeout(timer);
      resolve(ok(end));
    };
    runWithStore(scope.store, () => callAction(entry, args)).then(
      (value) => settle({ kind: "returned", value }),
      (error: unknown) => settle({ kind: "threw", error }),
    );
  });
}

async function callAction(entry: ActionEntry, args: readonly unknown[]): Promise<unknown> {
  const action: unknown = await entry.load();
  if (typeof action !== "function")
    throw new TypeError(
      `${entry.file}#${entry.name} is no function: its module exports something else`,
    );
  return Reflect.apply(action, null, args);
}

function timedOut(timeoutMs: number): Refusal {
  return {
    code: "TIMEOUT",
    reason: `the action had no outcome after ${timeoutMs} ms`,
    configLine: `serverActions: { timeoutSeconds: ${Math.ceil(timeoutMs / 500)} }`,
  };
}
