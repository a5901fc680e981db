import type { ReactNode } from "react";
import type { SegmentElements } from "../protocol/index.ts";
import type { PlannedSegment, RouteSegment, SegmentPlan } from "../routing/index.ts";
import { slotBoundaries } from "./boundaries.tsx";
import { MetadataCheck, type MetadataReader } from "./collect-metadata.tsx";
import {
  DefaultDocument,
  DefaultInterruptPage,
  DocumentTags,
  MissingPage,
} from "./default-pages.tsx";
import { elementOf, loadIfAny, loadRouteComponent, type RouteModules } from "./route-modules.ts";

/** A page, ready to become elements. */
export interface RouteInput {
  readonly plan: SegmentPlan;
  readonly searchParams: PromiseLike<unknown>;
  readonly modules: RouteModules;
  /** Of the page that gives the title: it fails with that page. */
  readonly metadata: MetadataReader;
}

/** Makes the elements of the segments that the browser does not hold, by their positions. */
export async function routeElements(input: RouteInput): Promise<SegmentElements<ReactNode>> {
  const elements: Record<number, ReactNode> = {};
  for (const segment of input.plan.segments)
    if (!segment.isHeld) elements[segment.at] = await elementAt(input, segment);
  return elements;
}

async function elementAt(input: RouteInput, planned: PlannedSegment): Promise<ReactNode> {
  const { shows } = planned;
  if (shows.kind === "folder") return folderElement(input, planned, shows.segment);
  if (shows.kind === "missing") return <MissingPage />;
  return shows.file === ""
    ? unmatchedPage(input, planned)
    : pageElement(input, planned, shows.file);
}

async function folderElement(
  { modules, plan }: RouteInput,
  planned: PlannedSegment,
  { name, files, slots = {} }: RouteSegment,
): Promise<ReactNode> {
  const isRoot = name === "";
  const holdsHead = rootLayoutOf(plan) === planned;
  const between = (slot: string): Promise<ReactNode> =>
    slotBoundaries({ modules, files, slot, isRoot, holdsHead: holdsHead && slot === "children" });
  const [layout, children, ...others] = await Promise.all([
    loadIfAny(modules, files.layout),
    between("children"),
    ...Object.keys(slots).map(async (slot) => [slot, await between(slot)] as const),
  ]);
  const tags = isRoot ? <DocumentTags /> : null;
  if (layout === undefined && isUnmatched(plan))
    return <DefaultDocument>{children}</DefaultDocument>;
  if (layout === undefined)
    return (
      <>
        {tags}
        {children}
      </>
    );
  const Layout = layout.component;
  return (
    <>
      {tags}
      {layout.styles}
      <Layout params={Promise.resolve(planned.params)} {...Object.fromEntries(others)}>
        {children}
      </Layout>
    </>
  );
}

/** The outermost layout renders the document, and what is said of the page stands inside of it. */
export function rootLayoutOf({ segments }: SegmentPlan): PlannedSegment | undefined {
  const hasLayout = ({ shows }: PlannedSegment): boolean =>
    shows.kind === "folder" && shows.segment.files.layout !== undefined;
  return segments.find(hasLayout) ?? segments[0];
}

function isUnmatched({ segments }: SegmentPlan): boolean {
  return segments.some(({ shows }) => shows.kind === "page" && shows.file === "");
}

/** What stands in place of a page at a URL that matches none. */
async function unmatchedPage(
  { modules }: RouteInput,
  { above }: PlannedSegment,
): Promise<ReactNode> {
  const root = above[0]?.shows;
  const notFound = root?.kind === "folder" ? root.segment.files.notFound : undefined;
  return (
    <>
      <meta name="robots" content="noindex" />
      {notFound === undefined ? (
        <DefaultInterruptPage kind="not-found" />
      ) : (
        elementOf(await loadRouteComponent(modules, notFound))
      )}
    </>
  );
}

async function pageElement(
  { modules, searchParams, metadata }: RouteInput,
  planned: PlannedSegment,
  file: string,
): Promise<ReactNode> {
  const { component: Page, styles } = await loadRouteComponent(modules, file);
  const params = Promise.resolve(planned.params);
  return (
    <>
      {styles}
      {metadata.end === planned && <MetadataCheck read={metadata.read} />}
      <Page params={params} searchParams={searchParams} />
    </>
  );
}
