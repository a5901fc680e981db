import { Fragment, use, type ReactNode } from "react";
import { DepthContext, useView } from "./contexts.ts";
import { RedirectBoundary } from "./redirect-boundary.tsx";

/** Renders the segment at a position of the current route. */
export function Segment({ depth }: { readonly depth: number }): ReactNode {
  const { page } = useView();
  return (
    <DepthContext value={depth}>
      <RedirectBoundary>{page.elements[depth]}</RedirectBoundary>
    </DepthContext>
  );
}

/**
 * Renders the segment below the one it stands in: what a layout gets as `children`.
 * With `template`, renders that in its place, mounted anew for every segment that comes below.
 */
export function Outlet({ template }: { readonly template?: ReactNode }): ReactNode {
  const depth = use(DepthContext) + 1;
  const key = useView().page.route.keys[depth];
  return template === undefined ? (
    <Segment key={key} depth={depth} />
  ) : (
    <Fragment key={key}>{template}</Fragment>
  );
}
