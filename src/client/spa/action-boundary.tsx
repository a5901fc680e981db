import type { ReactNode } from "react";
import { isAborted } from "../browser-error.ts";
import { CatchBoundary } from "../react/catch-boundary.tsx";
import { isFollowedRedirect, readSignal } from "../signal-error.ts";

/**
 * Stands around an app, or the part of it whose actions redirect: a call that redirected rejects, and what was
 * rendered below is mounted anew instead of failing. Every other error goes on to the app's own boundaries.
 */
export function ActionBoundary({ children }: { readonly children?: ReactNode }): ReactNode {
  const fallback = (error: unknown): ReactNode => {
    if (isFollowedRedirect(error) || isAborted(error)) return children;
    throw error;
  };
  return (
    <CatchBoundary visit={0} fallback={fallback}>
      {children}
    </CatchBoundary>
  );
}

/** How an action ended without a value and without failing; undefined for every other error. */
export type ActionSignal = "redirect" | "not-found" | "unauthorized" | "forbidden";

/**
 * Tells what an error of a call stands for, where it is none: the action called `redirect`, `notFound`, `unauthorized`
 * or `forbidden`.
 * @example if (readActionSignal(error) === "unauthorized") return <SignIn />
 */
export function readActionSignal(error: unknown): ActionSignal | undefined {
  return readSignal(error)?.kind;
}

/** Reports what an error boundary caught, as React does, but no signal. For `createRoot(element, { onCaughtError })`. */
export function onCaughtError(error: unknown): void {
  if (readSignal(error) === undefined) globalThis.console.error(error);
}
