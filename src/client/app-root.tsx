import {
  startTransition,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useState,
  type ComponentType,
  type ReactNode,
} from "react";
import { readSegmentTree, type PagePayload, type ShownFailure } from "../protocol/index.ts";
import { firstView } from "./navigation/first-view.ts";
import type { Router } from "./navigation/router.ts";
import { FailureContext, RouterContext, ViewContext } from "./react/contexts.ts";
import type { ErrorFallbackProps } from "./react/error-boundary.tsx";
import { LastBoundary } from "./react/last-boundary.tsx";
import { Segment } from "./react/segment.tsx";

/** Properties of `AppRoot`. */
export interface AppRootProps {
  /** The page as the document carries it, with all of its segments. */
  readonly initial: PagePayload<ReactNode>;
  /** The boundary that the server showed in place of what failed. */
  readonly failure?: ShownFailure | undefined;
  /** The app's `global-error`; default: that of `initial`. */
  readonly globalError?: ComponentType<ErrorFallbackProps>;
  /** Absent while HTML is rendered. */
  readonly router?: Router;
}

/** The whole document: renders the first segment in what all others need. The same on the server and in the browser. */
export function AppRoot({ initial, failure, globalError, router }: AppRootProps): ReactNode {
  const [latest, setView] = useState(() => router?.view ?? firstView(initial));
  // What is shown urgently may have to wait for its page, and must not hold back what else changes meanwhile.
  const view = useDeferredValue(latest);
  useLayoutEffect(() => {
    if (router === undefined) return undefined;
    const disconnect = router.connect((next, urgent) => {
      if (urgent) setView(next);
      else startTransition(() => setView(next));
    });
    setView(router.view); // what it came to show before this was on screen
    return disconnect;
  }, [router]);
  useLayoutEffect(() => router?.committed(view), [router, view]);
  const { keys } = view.page.route;
  const root = useMemo(() => readSegmentTree(keys), [keys]);
  // The payload's component is what the app's `global-error` file exports; its kind was checked when it was loaded.
  const lastResort =
    globalError ?? (initial.globalError as ComponentType<ErrorFallbackProps> | undefined);
  return (
    <RouterContext value={router}>
      <ViewContext value={view}>
        <FailureContext value={view.visit === 0 ? failure : undefined}>
          <LastBoundary globalError={lastResort}>
            {root !== undefined && <Segment place={root} />}
          </LastBoundary>
        </FailureContext>
      </ViewContext>
    </RouterContext>
  );
}
