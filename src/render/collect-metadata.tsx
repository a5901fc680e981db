import type { ReactNode } from "react";
import type { PlannedSegment, SegmentPlan } from "../routing/index.ts";
import { loadRouteComponent, type RouteComponent, type RouteModules } from "./route-modules.ts";

/** What a layout or page may export as `metadata`, or return from `generateMetadata`. */
export interface Metadata {
  readonly title?: string | TitleTemplate | null;
  readonly description?: string | null;
}

/** A title that shapes the titles below it: `{template: "%s | Forum", default: "Forum"}`. */
export interface TitleTemplate {
  readonly default?: string;
  readonly template?: string;
  readonly absolute?: string;
}

/** One layer's metadata with the props that `generateMetadata` is called with. */
interface MetadataLayer {
  readonly module: Pick<RouteComponent, "exports">;
  readonly props: Readonly<Record<string, unknown>>;
}

interface Collected {
  readonly title: string | undefined;
  readonly template: string | undefined;
  readonly description: string | undefined;
}

/** The metadata of a page, read once however often it is asked for. */
export interface MetadataReader {
  /** The page that gives it. */
  readonly end: PlannedSegment | undefined;
  readonly read: () => Promise<Collected>;
}

/** Prepares the metadata of a page: that of its layouts and its own, outermost first. Nothing is loaded before it is read. */
export function readMetadata(
  plan: SegmentPlan,
  modules: RouteModules,
  searchParams: Readonly<Record<string, unknown>>,
): MetadataReader {
  const end = mainEnd(plan.segments);
  let reading: Promise<Collected> | undefined;
  const read = async (): Promise<Collected> => {
    let merged = nothing;
    for (const planned of end === undefined ? [] : [...end.above, end]) {
      const layer = await layerOf(planned, modules, searchParams);
      if (layer !== undefined) merged = merge(merged, await metadataOf(layer, merged));
    }
    return merged;
  };
  return { end, read: () => (reading ??= read()) };
}

const nothing: Collected = { title: undefined, template: undefined, description: undefined };

/** The page outside of slots gives the title, where the route has one; what a slot shows by default never does. */
function mainEnd(segments: readonly PlannedSegment[]): PlannedSegment | undefined {
  const ends = segments.filter(({ shows }) => shows.kind !== "folder");
  const outside = ends.find(({ above }) => !above.some(isSlot));
  if (outside?.shows.kind === "page") return outside;
  return ends.find(({ shows }) => shows.kind === "page") ?? outside;
}

function isSlot({ shows }: PlannedSegment): boolean {
  return shows.kind === "folder" && shows.segment.name.startsWith("@");
}

async function layerOf(
  { shows, params }: PlannedSegment,
  modules: RouteModules,
  searchParams: Readonly<Record<string, unknown>>,
): Promise<MetadataLayer | undefined> {
  const file = shows.kind === "folder" ? shows.segment.files.layout : shows.file;
  if (file === undefined || file === "") return undefined;
  const module = await loadRouteComponent(modules, file);
  const given = { params: Promise.resolve(params) };
  return {
    module,
    props:
      shows.kind === "folder" ? given : { ...given, searchParams: Promise.resolve(searchParams) },
  };
}

/** The tags of a page's metadata. What fails in it fails the page, see `MetadataCheck`. */
export async function MetadataTags({ read }: Pick<MetadataReader, "read">): Promise<ReactNode> {
  try {
    return tagsOf(await read());
  } catch {
    return null; // told by `MetadataCheck`, inside of the page's boundaries
  }
}

/** Fails where the metadata of its page fails: `generateMetadata` may end in `notFound()` too. */
export async function MetadataCheck({ read }: Pick<MetadataReader, "read">): Promise<null> {
  await read();
  return null;
}

function tagsOf(merged: Collected): ReactNode {
  return (
    <>
      {merged.title === undefined ? null : <title>{merged.title}</title>}
      {merged.description === undefined ? null : (
        <meta name="description" content={merged.description} />
      )}
    </>
  );
}

async function metadataOf(layer: MetadataLayer, parent: Collected): Promise<Metadata> {
  const { generateMetadata, metadata } = layer.module.exports;
  const made: unknown =
    typeof generateMetadata === "function"
      ? await generateMetadata(layer.props, Promise.resolve(parent))
      : metadata;
  return typeof made === "object" && made !== null ? made : {};
}

function merge(parent: Collected, own: Metadata): Collected {
  return {
    ...mergeTitle(parent, own.title),
    description: own.description === null ? undefined : (own.description ?? parent.description),
  };
}

function mergeTitle(
  parent: Collected,
  own: Metadata["title"],
): Pick<Collected, "title" | "template"> {
  const apply = (title: string): string => parent.template?.replaceAll("%s", () => title) ?? title;
  if (own === undefined) return parent;
  if (own === null) return { title: undefined, template: parent.template };
  if (typeof own === "string") return { title: apply(own), template: undefined };
  const title = own.absolute ?? (own.default === undefined ? parent.title : apply(own.default));
  return { title, template: own.template };
}
