import { Suspense, type ComponentType, type ReactNode } from "react";
import {
  ErrorBoundary,
  InterruptBoundary,
  Outlet,
  type ErrorFallbackProps,
} from "../client/segments.tsx";
import type { InterruptKind, SegmentElements, ShownFailure } from "../protocol/index.ts";
import type { RouteMatch, SegmentFiles } from "../routing/index.ts";
import { MetadataTags, type MetadataLayer } from "./collect-metadata.tsx";
import { DefaultDocument, DefaultInterruptPage, DocumentTags } from "./default-pages.tsx";
import { loadRouteComponent, type RouteComponent, type RouteModules } from "./route-modules.ts";
import { paramsDownTo } from "./segment-keys.ts";

/** A matched route, ready to become elements. */
export interface RouteInput {
  readonly match: RouteMatch;
  readonly searchParams: Readonly<Record<string, string | string[]>>;
  readonly modules: RouteModules;
  /** Position from which segments are made; those before it stay with the browser. */
  readonly from: number;
}

/** Makes the elements of a route's segments, from `from` to the page. */
export async function routeElements(input: RouteInput): Promise<SegmentElements<ReactNode>> {
  const { match, from } = input;
  const folders = match.route.segments;
  const layers = await Promise.all(
    folders.map(({ files }) => loadIfAny(input.modules, files.layout)),
  );
  const elements: Record<number, ReactNode> = {};
  for (const [depth, layout] of layers.entries())
    if (depth >= from) elements[depth] = await folderElement(input, depth, layout);
  elements[folders.length] = await (match.route.file === ""
    ? unmatchedPage(input)
    : pageElement(input, layers));
  return elements;
}

async function loadIfAny(
  modules: RouteModules,
  file: string | undefined,
): Promise<RouteComponent | undefined> {
  return file === undefined ? undefined : loadRouteComponent(modules, file);
}

async function folderElement(
  input: RouteInput,
  depth: number,
  layout: RouteComponent | undefined,
): Promise<ReactNode> {
  const files = input.match.route.segments[depth]?.files ?? {};
  const inner = await boundaries(input.modules, files, depth);
  const tags = depth === 0 ? <DocumentTags /> : null;
  if (layout === undefined && input.match.route.file === "")
    return <DefaultDocument>{inner}</DefaultDocument>;
  if (layout === undefined)
    return (
      <>
        {tags}
        {inner}
      </>
    );
  const Layout = layout.component;
  const params = Promise.resolve(paramsDownTo(input.match, depth));
  return (
    <>
      {tags}
      {layout.styles}
      <Layout params={params}>{inner}</Layout>
    </>
  );
}

/** Wraps the outlet of a folder in its boundaries: template, error, loading, interrupts, in the App Router's order. */
async function boundaries(
  modules: RouteModules,
  files: SegmentFiles,
  depth: number,
): Promise<ReactNode> {
  const [template, error, loading] = await Promise.all([
    loadIfAny(modules, files.template),
    loadIfAny(modules, files.error),
    loadIfAny(modules, files.loading),
  ]);
  let inner: ReactNode = await interrupts(modules, files, depth, <Outlet />);
  if (loading !== undefined) inner = <Suspense fallback={elementOf(loading)}>{inner}</Suspense>;
  if (error !== undefined)
    inner = (
      <>
        {error.styles}
        <ErrorBoundary fallback={fallbackOf(error)}>{inner}</ErrorBoundary>
      </>
    );
  if (template !== undefined) {
    const Template = template.component;
    inner = <Outlet template={<Template>{inner}</Template>} />;
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
  modules: RouteModules,
  files: SegmentFiles,
  depth: number,
  inner: ReactNode,
): Promise<ReactNode> {
  const page = async (kind: InterruptKind, file: string | undefined): Promise<ReactNode> => {
    if (file !== undefined) return elementOf(await loadRouteComponent(modules, file));
    return depth === 0 ? <DefaultInterruptPage kind={kind} /> : undefined;
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

/** What stands in place of a page at a URL that matches none. */
async function unmatchedPage({ match, modules }: RouteInput): Promise<ReactNode> {
  const notFound = match.route.segments[0]?.files.notFound;
  if (notFound === undefined) return <DefaultInterruptPage kind="not-found" />;
  return elementOf(await loadRouteComponent(modules, notFound));
}

async function pageElement(
  input: RouteInput,
  layers: readonly (RouteComponent | undefined)[],
): Promise<ReactNode> {
  const page = await loadRouteComponent(input.modules, input.match.route.file);
  const Page = page.component;
  const params = Promise.resolve(input.match.params);
  const searchParams = Promise.resolve(input.searchParams);
  const above: MetadataLayer[] = layers.flatMap((module, depth) =>
    module === undefined
      ? []
      : [{ module, props: { params: Promise.resolve(paramsDownTo(input.match, depth)) } }],
  );
  return (
    <>
      {page.styles}
      <MetadataTags layers={[...above, { module: page, props: { params, searchParams } }]} />
      <Page params={params} searchParams={searchParams} />
    </>
  );
}

function elementOf({ component: Component, styles }: RouteComponent): ReactNode {
  return (
    <>
      {styles}
      <Component />
    </>
  );
}

/** Lists the depths whose boundary handles a failure of this kind, deepest first. */
export function boundaryDepths(match: RouteMatch, kind: ShownFailure["kind"]): number[] {
  const handles = (files: SegmentFiles, depth: number): boolean => {
    switch (kind) {
      case "error":
        return files.error !== undefined;
      case "not-found":
        return files.notFound !== undefined || depth === 0;
      case "unauthorized":
        return files.unauthorized !== undefined || depth === 0;
      case "forbidden":
        return files.forbidden !== undefined || depth === 0;
    }
  };
  return match.route.segments
    .flatMap(({ files }, depth) => (handles(files, depth) ? [depth] : []))
    .toReversed();
}
