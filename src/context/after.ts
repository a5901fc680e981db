import { AsyncResource } from "node:async_hooks";
import { uncachedStore } from "./current-store.ts";
import { runWithStore } from "./request-storage.ts";
import type { RequestStore } from "./request-store.ts";
import { quoteValue, UsageError } from "./usage-error.ts";

/**
 * Runs `task` once the answer is sent, or keeps the server from closing before a promise settles.
 * What it throws is logged, and reaches nobody else.
 * @throws UsageError `outside-request`, `invalid-after-task`
 * @example after(() => writeAuditLog(user.id))
 */
export function after(task: (() => unknown) | PromiseLike<unknown>): void {
  const { afterTasks } = uncachedStore("after()");
  if (typeof task === "function") afterTasks.push(AsyncResource.bind(task));
  else if (isThenable(task)) afterTasks.push(settled(task));
  else
    throw new UsageError(
      "invalid-after-task",
      `after() was given ${quoteValue(task)}. Pass a function, or a promise.`,
    );
}

/**
 * Runs what `after()` collected, and what those tasks add, all of one round at once. Resolves when none is left, with how many ran.
 * @param onError called once per task that fails; a redirect has no meaning here and is an error too
 */
export async function runAfterTasks(
  store: RequestStore,
  onError: (error: unknown) => void,
): Promise<number> {
  store.phase = "after";
  let ran = 0;
  while (store.afterTasks.length > 0) {
    const round = store.afterTasks.splice(0);
    const results = await Promise.allSettled(
      round.map(async (task) => runWithStore(store, task)), // async: a task may throw at once
    );
    for (const result of results) if (result.status === "rejected") onError(result.reason);
    ran += round.length;
  }
  return ran;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}

/** Watches the promise from now on: a rejection before the answer is sent must not count as unhandled. */
function settled(promise: PromiseLike<unknown>): () => Promise<void> {
  const outcome = Promise.allSettled([promise]);
  return async () => {
    const [result] = await outcome;
    if (result.status === "rejected") throw result.reason;
  };
}
