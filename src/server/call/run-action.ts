import { err, ok, type Result } from "../../base/index.ts";
import { runWithStore } from "../../context/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ActionEntry, ActionFunction } from "../../render/index.ts";
import type { ActionLimits } from "../action-limits.ts";
import type { EndedRun } from "../server-options.ts";
import type { Visit } from "../visit.ts";
import { finishTasks } from "./finish-tasks.ts";
import type { IncomingUpload } from "./incoming-upload.ts";
import { outcomeOfError } from "./outcome-of-error.ts";
import { reportAppFailure } from "./report-app-failure.ts";
import type { RequestScope } from "./request-scope.ts";
import { traceAction, type ActionSpan } from "./trace-action.ts";
import { VisitCache } from "./visit-cache.ts";

/** How an action ended, before anyone judged what it threw; whoever judges ends its span. */
export type ActionEnd = (
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "threw"; readonly error: unknown }
) & { readonly span: ActionSpan };

/** What an action is run with. */
export interface ActionRun {
  readonly args: readonly unknown[];
  readonly scope: RequestScope;
  /** Given where an argument is still coming: the deadline begins again with all that comes of it. */
  readonly upload?: Pick<IncomingUpload, "whileItComes" | "stop"> | undefined;
}

/** Loads and runs an action, as `startAction` does. */
export function runAction(
  visit: Visit,
  entry: ActionEntry,
  run: ActionRun,
): Promise<Result<ActionEnd, Refusal>> {
  return new Promise((resolve) => startAction(visit, entry, run, resolve));
}

/**
 * Loads and runs an action in its request's store, and calls once with its end. Past the deadline the call is refused with
 * TIMEOUT and the signal aborted; what the action then returns reaches nobody, what it throws only the log.
 */
export function startAction(
  visit: Visit,
  entry: ActionEntry,
  { args, scope, upload }: ActionRun,
  onEnd: (end: Result<ActionEnd, Refusal>) => void,
): void {
  const { actionDeadlines, limits } = visit.server;
  const { actionTimeoutMs, settingLine } = limits.ofAction(entry, visit);
  const span = traceAction(visit, entry, scope.store);
  const tell = teller(visit, entry, { args, scope });
  let passed: DOMException | undefined;
  const deadline = actionDeadlines(actionTimeoutMs).start(() => {
    passed = new DOMException("The action passed its deadline.", "TimeoutError");
    span.end({ kind: "timed-out" });
    tell?.({ kind: "timed-out" });
    upload?.stop(passed);
    onEnd(err(timedOut(actionTimeoutMs, settingLine)));
    scope.abort(passed);
  });
  upload?.whileItComes(() => deadline.refresh());
  const settle = (end: ActionEnd): void => {
    // Its answer is out: nothing else would run what it has given to `after()` since.
    if (passed !== undefined) return void finishTasks(visit, scope);
    deadline.clear();
    tell?.(end);
    onEnd(ok(end));
  };
  runWithStore(scope.store, () => span.run(() => callAction(visit, entry, args))).then(
    (value) => settle({ kind: "returned", value, span }),
    (error: unknown) => {
      if (passed !== undefined) reportLate(error, passed, entry, visit);
      settle({ kind: "threw", error, span });
    },
  );
}

/** Makes what tells of the end of a run; undefined where nobody listens. */
function teller(
  { server: { settings } }: Visit,
  entry: ActionEntry,
  { args, scope: { store } }: ActionRun,
): ((end: EndedRun["end"]) => void) | undefined {
  const { onActionEnd } = settings;
  if (onActionEnd === undefined) return undefined;
  const startedMs = performance.now();
  return (end) => {
    const durationMs = performance.now() - startedMs;
    const reads = store.cache instanceof VisitCache ? store.cache.reads : noReads;
    onActionEnd({ entry, args, durationMs, end, revalidations: store.revalidations, reads });
  };
}

const noReads: EndedRun["reads"] = { miss: 0, stale: 0, hit: 0 };

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

/** Reports what an action threw after it was refused; its own abort, and a redirect that nobody follows, are no failures. */
function reportLate(error: unknown, abort: DOMException, entry: ActionEntry, visit: Visit): void {
  const meant = outcomeOfError(error);
  if (error === abort || (meant !== undefined && "kind" in meant)) return;
  reportAppFailure(error, visit, { routeType: "action", entry, isLate: true });
}

function isFunction(value: unknown): value is ActionFunction {
  return typeof value === "function";
}

function timedOut(timeoutMs: number, settingLine: ActionLimits["settingLine"]): Refusal {
  return {
    code: "TIMEOUT",
    reason: `the action had no outcome after ${timeoutMs} ms`,
    configLine: settingLine("timeoutSeconds", Math.ceil(timeoutMs / 500)),
  };
}
