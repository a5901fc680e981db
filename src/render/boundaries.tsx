import { Suspense, type ComponentType, type ReactNode } from "react";
import {
  ErrorBoundary,
  InterruptBoundary,
  Outlet,
  type ErrorFallbackProps,
} from "../client/segments.tsx";
import type { InterruptKind, ShownFailure } from "../protocol/index.ts";
import type { PlannedSegment, SegmentFiles, SegmentPlan } from "../routing/index.ts";
import { DefaultInterruptPage } from "./default-pages.tsx";
import { elementOf, loadIfAny, loadRouteComponent, type RouteModules } from "./route-modules.ts";

/** What a layout gets for one of its slots, or as its `children`. */
export interface SlotInput {
  readonly modules: RouteModules;
  readonly files: SegmentFiles;
  readonly slot: string;
  /** The folder is `app/` itself. */
  readonly isRoot: boolean;
  /** The title and tags of the page stand here: below the root layout. */
  readonly holdsHead: boolean;
}

/** Wraps a slot of a folder in its boundaries: template, error, loading, interrupts, in the App Router's order. */
export async function slotBoundaries(input: SlotInput): Promise<ReactNode> {
  const { modules, files, slot, holdsHead } = input;
  const [template, error, loading] = await Promise.all([
    loadIfAny(modules, files.template),
    loadIfAny(modules, files.error),
    loadIfAny(modules, files.loading),
  ]);
  // Properties that say nothing are left out: they would be sent with every segment.
  const at = slot === "children" ? {} : { slot };
  let inner: ReactNode = <Outlet {...at} {...(holdsHead ? { holdsHead } : {})} />;
  // A slot that is not found takes the page around it with it, as in the App Router.
  if (slot === "children") inner = await interrupts(input, inner);
  if (loading !== undefined) inner = <Suspense fallback={elementOf(loading)}>{inner}</Suspense>;
  if (error !== undefined)
    inner = (
      <>
        {error.styles}
        <ErrorBoundary {...at} fallback={fallbackOf(error)}>
          {inner}
        </ErrorBoundary>
      </>
    );
  if (template !== undefined) {
    const Template = template.component;
    inner = <Outlet {...at} template={<Template>{inner}</Template>} />;
  }
  return inner;
}

/** An `error` file takes an error and a way to try again: that is its convention. */
function fallbackOf({
  component,
}: {
  readonly component: unknown;
}): ComponentType<ErrorFallbackProps> {
  return component as ComponentType<ErrorFallbackProps>; // checked to be a component when it was loaded
}

async function interrupts(
  { modules, files, isRoot }: SlotInput,
  inner: ReactNode,
): Promise<ReactNode> {
  const page = async (kind: InterruptKind, file: string | undefined): Promise<ReactNode> => {
    if (file !== undefined) return elementOf(await loadRouteComponent(modules, file));
    return isRoot ? <DefaultInterruptPage kind={kind} /> : undefined;
  };
  const [notFound, unauthorized, forbidden] = await Promise.all([
    page("not-found", files.notFound),
    page("unauthorized", files.unauthorized),
    page("forbidden", files.forbidden),
  ]);
  if (notFound === undefined && unauthorized === undefined && forbidden === undefined) return inner;
  return (
    <InterruptBoundary notFound={notFound} unauthorized={unauthorized} forbidden={forbidden}>
      {inner}
    </InterruptBoundary>
  );
}

/** A boundary of a page. */
export type BoundaryPlace = Pick<ShownFailure, "depth" | "slot">;

/** Lists the boundaries for a kind of failure, the innermost first: no boundary comes before one inside of it. */
export function listBoundaries(plan: SegmentPlan, kind: ShownFailure["kind"]): BoundaryPlace[] {
  return plan.segments.flatMap((planned) => boundariesOf(planned, kind)).toReversed();
}

function boundariesOf(
  { at, shows }: PlannedSegment,
  kind: ShownFailure["kind"],
): readonly BoundaryPlace[] {
  if (shows.kind !== "folder") return [];
  const { files, slots = {}, name } = shows.segment;
  const children: readonly BoundaryPlace[] = handles(files, kind, name === "")
    ? [{ depth: at }]
    : [];
  if (kind !== "error" || files.error === undefined) return children;
  return [...children, ...Object.keys(slots).map((slot) => ({ depth: at, slot }))];
}

function handles(files: SegmentFiles, kind: ShownFailure["kind"], isRoot: boolean): boolean {
  switch (kind) {
    case "error":
      return files.error !== undefined;
    case "not-found":
      return files.notFound !== undefined || isRoot;
    case "unauthorized":
      return files.unauthorized !== undefined || isRoot;
    case "forbidden":
      return files.forbidden !== undefined || isRoot;
  }
}
