import { Fragment, Suspense, use, type ReactNode } from "react";
import type { SegmentPlace } from "../../protocol/index.ts";
import { PlaceContext, useView } from "./contexts.ts";
import { RedirectBoundary } from "./redirect-boundary.tsx";

/** Renders one segment of the current route. */
export function Segment({ place }: { readonly place: SegmentPlace }): ReactNode {
  const { page } = useView();
  return (
    <PlaceContext value={place}>
      <RedirectBoundary>{page.elements[place.at]}</RedirectBoundary>
    </PlaceContext>
  );
}

/** Properties of `Outlet`. */
export interface OutletProps {
  /** Which of the segments below. Default: what a layout gets as `children`. */
  readonly slot?: string;
  /** Is rendered in place of the segment, mounted anew for every one that comes there. */
  readonly template?: ReactNode;
  /** Title and tags of the page stand here. */
  readonly holdsHead?: boolean;
}

/** Renders a segment below the one it stands in: what a layout gets as `children`, or for a slot. */
export function Outlet({ slot = "children", template, holdsHead }: OutletProps): ReactNode {
  const place = use(PlaceContext)?.below.get(slot);
  if (place === undefined || place === "kept") return null;
  if (template !== undefined) return <Fragment key={place.key}>{template}</Fragment>;
  const segment = <Segment key={place.key} place={place} />;
  if (holdsHead !== true) return segment;
  return (
    <>
      <Head />
      {segment}
    </>
  );
}

/** A document waits for its title; a page that is visited softly does not. */
function Head(): ReactNode {
  const { page, visit } = useView();
  if (visit === 0) return page.head;
  return (
    <Suspense key={page.route.url} fallback={null}>
      {page.head}
    </Suspense>
  );
}
