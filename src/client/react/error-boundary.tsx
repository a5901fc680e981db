import { use, type ComponentType, type ReactNode } from "react";
import type { ShownFailure } from "../../protocol/index.ts";
import { readSignal, signalError } from "../signal-error.ts";
import { CatchBoundary } from "./catch-boundary.tsx";
import { FailureContext, PlaceContext, RouterContext, useView } from "./contexts.ts";

/** What an `error` component gets. */
export interface ErrorFallbackProps {
  readonly error: Error & { readonly digest?: string };
  /** Renders what failed once more, from what the browser holds. */
  readonly reset: () => void;
  /** Fetches the page again, then renders what failed once more. */
  readonly retry: () => void;
}

/** Properties of `ErrorBoundary`. */
export interface ErrorBoundaryProps {
  /** The slot it stands around. Default: `children`. */
  readonly slot?: string;
  readonly fallback: ComponentType<ErrorFallbackProps>;
  readonly children?: ReactNode;
}

/** Shows `fallback` in place of children that threw, until the next navigation. Redirects and interrupts pass through it. */
export function ErrorBoundary({
  slot,
  fallback: Fallback,
  children,
}: ErrorBoundaryProps): ReactNode {
  const router = use(RouterContext);
  const { visit } = useView();
  const shown = useShownFailure(["error"], slot);
  const retry = (): void => void router?.refresh(true).catch(reportError);
  const show = (error: unknown, reset: () => void): ReactNode => {
    if (readSignal(error) !== undefined) throw error;
    return <Fallback error={asError(error)} reset={reset} retry={retry} />;
  };
  return (
    <CatchBoundary visit={visit} shown={shown} fallback={show}>
      {children}
    </CatchBoundary>
  );
}

/** Gives the error of the failure that the server showed at this place, if it is one of these kinds. */
export function useShownFailure(kinds: readonly ShownFailure["kind"][], slot?: string): unknown {
  const depth = use(PlaceContext)?.at ?? -1;
  const failure = use(FailureContext);
  if (failure === undefined || failure.depth !== depth || failure.slot !== slot) return undefined;
  if (!kinds.includes(failure.kind)) return undefined;
  if (failure.kind !== "error") return signalError({ kind: failure.kind });
  const message =
    failure.message ??
    `The server could not render this. Its log tells why, under the digest ${failure.digest}.`;
  return Object.assign(new Error(message), { digest: failure.digest });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
