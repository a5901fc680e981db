import { use, type ReactNode } from "react";
import { isFollowedRedirect, readSignal } from "../signal-error.ts";
import { isAborted } from "../browser-error.ts";
import { CatchBoundary } from "./catch-boundary.tsx";
import { RouterContext, useView } from "./contexts.ts";

/**
 * Stands around every segment, so that a redirect disturbs no more than the segment it came from.
 * One that a call brought is followed already: the segment is mounted anew, in the same step as the
 * page that the redirect led to. One that rendering threw is followed from here. A call that was
 * given up mounts its segment anew too, where nobody caught it: nothing failed that could be shown.
 */
export function RedirectBoundary({ children }: { readonly children?: ReactNode }): ReactNode {
  const router = use(RouterContext);
  const { visit } = useView();
  const fallback = (error: unknown): ReactNode => {
    if (isFollowedRedirect(error) || isAborted(error)) return children;
    if (readSignal(error)?.kind !== "redirect") throw error;
    return null;
  };
  const follow = (error: unknown): void => {
    const signal = readSignal(error);
    if (signal?.kind !== "redirect" || isFollowedRedirect(error)) return;
    router?.navigate(signal.location, signal.type).catch(reportError);
  };
  return (
    <CatchBoundary visit={visit} fallback={fallback} onCaught={follow}>
      {children}
    </CatchBoundary>
  );
}
