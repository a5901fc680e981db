import { useCallback, useLayoutEffect, useRef, useState, useTransition } from "react";
import { isActionError, type ActionError } from "../../errors/action-error.ts";
import { isAborted } from "../browser-error.ts";
import { callAction } from "../call-action.ts";
import type { CallOptions } from "../call-options.ts";
import { isFollowedRedirect } from "../signal-error.ts";

/** How one run of an action ended, for the code that started it. */
export type ActionRun<R> =
  | { readonly kind: "returned"; readonly data: R }
  | { readonly kind: "failed"; readonly error: ActionError }
  /** By `abort`, by the signal, or because a newer call took its place. */
  | { readonly kind: "aborted" }
  /** The page that the redirect leads to is on its way to the screen. */
  | { readonly kind: "redirected" }
  /** By what no caller can handle, or by `notFound()` and its like: the nearest boundary shows it. */
  | { readonly kind: "thrown"; readonly error: unknown };

/** What `useAction` gives. */
export interface ActionState<A extends readonly unknown[], R> {
  /** Calls the action in a transition. Never rejects. */
  readonly run: (...args: A) => Promise<ActionRun<R>>;
  /** Whether a run is under way, or the page that it changed is not on screen yet. */
  readonly pending: boolean;
  /** What the newest run that ended returned; kept while the next one is under way. */
  readonly data: R | undefined;
  /** Why the newest run that ended failed; gone when the next one begins. */
  readonly error: ActionError | undefined;
  /** Gives up every run under way. */
  readonly abort: () => void;
  /** Forgets `data` and `error`. Runs under way go on. */
  readonly reset: () => void;
}

interface Shown<R> {
  readonly data: R | undefined;
  readonly error: ActionError | undefined;
}

/**
 * Calls an action from code, and keeps what came of it: an `ActionError` as `error`, everything else that an action throws
 * in the nearest boundary, redirects followed. A form that works without JavaScript wants `useActionState` instead.
 * @param action the action itself, imported or passed as a prop: a function around it would keep `abort` from it
 * @param options of every call; `signal` gives runs up as `abort` does
 * @example const { run, pending, data, error } = useAction(search, { dispatch: "latest" })
 */
export function useAction<A extends readonly unknown[], R>(
  action: (...args: A) => R,
  options: CallOptions = {},
): ActionState<A, Awaited<R>> {
  const [shown, show] = useState<Shown<Awaited<R>>>({ data: undefined, error: undefined });
  const [pending, startTransition] = useTransition();
  const newest = useRef({ action, options });
  useLayoutEffect(() => {
    newest.current = { action, options };
  });
  const [runs] = useState(() => new OpenRuns());
  const run = useCallback(
    (...args: A) => {
      show(({ data }) => ({ data, error: undefined }));
      const { number, signal } = runs.begin(newest.current.options.signal);
      return new Promise<ActionRun<Awaited<R>>>((resolve) => {
        startTransition(async () => {
          const { action: called, options: given } = newest.current;
          const ended = await endOf(callAction(called, args, { ...given, signal }));
          const isNewest = runs.end(number);
          resolve(ended);
          if (ended.kind === "thrown") throw ended.error;
          if (isNewest) startTransition(() => show((before) => nextShown(before, ended)));
        });
      });
    },
    [runs],
  );
  const abort = useCallback(() => runs.abort(), [runs]);
  const reset = useCallback(() => show({ data: undefined, error: undefined }), []);
  return { run, pending, ...shown, abort, reset };
}

/** The runs of one hook that have not ended, in the order they began. */
class OpenRuns {
  readonly #open = new Map<number, AbortController>();
  #last = 0;
  #newestEnded = 0;

  begin(outer: AbortSignal | undefined): { readonly number: number; readonly signal: AbortSignal } {
    const number = ++this.#last;
    const controller = new AbortController();
    this.#open.set(number, controller);
    const { signal } = controller;
    return { number, signal: outer === undefined ? signal : AbortSignal.any([outer, signal]) };
  }

  /** Notes that a run ended; tells whether no run that began after it has ended before. */
  end(number: number): boolean {
    this.#open.delete(number);
    if (number < this.#newestEnded) return false;
    this.#newestEnded = number;
    return true;
  }

  abort(): void {
    for (const controller of this.#open.values()) controller.abort();
  }
}

async function endOf<R>(call: Promise<R>): Promise<ActionRun<R>> {
  try {
    return { kind: "returned", data: await call };
  } catch (error) {
    if (isFollowedRedirect(error)) return { kind: "redirected" };
    if (isAborted(error)) return { kind: "aborted" };
    return isActionError(error) ? { kind: "failed", error } : { kind: "thrown", error };
  }
}

function nextShown<R>(before: Shown<R>, ended: ActionRun<R>): Shown<R> {
  if (ended.kind === "returned") return { data: ended.data, error: undefined };
  return ended.kind === "failed" ? { data: before.data, error: ended.error } : before;
}
