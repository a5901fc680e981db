import { err, ok, type Result } from "../../base/index.ts";
import { runWithStore } from "../../context/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ActionEntry, ActionFunction } from "../../render/index.ts";
import type { Visit } from "../visit.ts";
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
  visit: Visit,
  entry: ActionEntry,
  args: readonly unknown[],
  scope: RequestScope,
): Promise<Result<ActionEnd, Refusal>> {
  const { actionDeadlines, settings } = visit.server;
  return new Promise((resolve) => {
    const deadline = actionDeadlines.start(() => {
      scope.abort(new DOMException("The action passed its deadline.", "TimeoutError"));
      resolve(err(timedOut(settings.limits.actionTimeoutMs)));
    });
    const settle = (end: ActionEnd): void => {
      deadline.clear();
      resolve(ok(end));
    };
    runWithStore(scope.store, () => callAction(visit, entry, args)).then(
      (value) => settle({ kind: "returned", value }),
      (error: unknown) => settle({ kind: "threw", error }),
    );
  });
}

function callAction(
  visit: Visit,
  entry: ActionEntry,
  args: readonly unknown[],
): PromiseLike<unknown> {
  const known = visit.server.loadedActions.get(entry);
  if (known === undefined) return loadAndCall(visit, entry, args);
  try {
    const returned: unknown = Reflect.apply(known, null, args);
    return returned instanceof Promise ? returned : Promise.resolve(returned);
  } catch (error) {
    return Promise.reject(error);
  }
}

async function loadAndCall(
  visit: Visit,
  entry: ActionEntry,
  args: readonly unknown[],
): Promise<unknown> {
  const action: unknown = await entry.load();
  if (!isFunction(action))
    throw new TypeError(
      `${entry.file}#${entry.name} is no function: its module exports something else`,
    );
  // In development the module may have changed by the next call.
  if (visit.app.mode === "production") visit.server.loadedActions.set(entry, action);
  return Reflect.apply(action, null, args);
}

function isFunction(value: unknown): value is ActionFunction {
  return typeof value === "function";
}

function timedOut(timeoutMs: number): Refusal {
  return {
    code: "TIMEOUT",
    reason: `the action had no outcome after ${timeoutMs} ms`,
    configLine: `serverActions: { timeoutSeconds: ${Math.ceil(timeoutMs / 500)} }`,
  };
}
