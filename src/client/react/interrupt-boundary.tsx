import type { ReactNode } from "react";
import type { InterruptKind } from "../../protocol/index.ts";
import { readSignal } from "../signal-error.ts";
import { CatchBoundary } from "./catch-boundary.tsx";
import { useView } from "./contexts.ts";
import { useShownFailure } from "./error-boundary.tsx";

/** Properties of `InterruptBoundary`: what is shown for each interrupt; one that is absent passes through. */
export interface InterruptBoundaryProps {
  readonly notFound?: ReactNode;
  readonly unauthorized?: ReactNode;
  readonly forbidden?: ReactNode;
  readonly children?: ReactNode;
}

/** Shows the page of `notFound()`, `unauthorized()` or `forbidden()` in place of children that called it, until the next navigation. */
export function InterruptBoundary({ children, ...pages }: InterruptBoundaryProps): ReactNode {
  const { visit } = useView();
  const pageOf: Readonly<Record<InterruptKind | "redirect", ReactNode>> = {
    "not-found": pages.notFound,
    unauthorized: pages.unauthorized,
    forbidden: pages.forbidden,
    redirect: undefined,
  };
  const shown = useShownFailure(["not-found", "unauthorized", "forbidden"]);
  const show = (error: unknown): ReactNode => {
    const signal = readSignal(error);
    const page = signal && pageOf[signal.kind];
    if (page === undefined) throw error;
    return (
      <>
        {/* The status may be 200 by now: what stands here is nothing to find. */}
        <meta name="robots" content="noindex" />
        {page}
      </>
    );
  };
  return (
    <CatchBoundary visit={visit} shown={shown} fallback={show}>
      {children}
    </CatchBoundary>
  );
}
