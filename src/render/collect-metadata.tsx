import { Fragment, type ReactNode } from "react";
import { maybeStore } from "../context/index.ts";
import {
  listHeadTags,
  listViewportTags,
  mergeMetadata,
  noFiles,
  takeFiles,
  withFiles,
  type FoundFile,
  type HeadTag,
  type Metadata,
  type PageAddress,
  type ResolvedMetadata,
  type Viewport,
} from "../metadata/index.ts";
import { mountedPath, type Mount } from "../protocol/index.ts";
import {
  encodeSegment,
  pathOfServed,
  type PlannedSegment,
  type RouteParams,
  type SegmentPlan,
  type ShownFile,
} from "../routing/index.ts";
import { listSeveral } from "./list-several.ts";
import { loadRouteComponent, type RouteModules } from "./route-modules.ts";

/** What a page says of itself, read once however often it is asked for. */
export interface MetadataReader {
  /** The page that gives it. */
  readonly end: PlannedSegment | undefined;
  readonly read: () => Promise<readonly HeadTag[]>;
}

/** What metadata is read for. */
export interface MetadataInput {
  readonly plan: SegmentPlan;
  readonly modules: RouteModules;
  readonly searchParams: PromiseLike<unknown>;
  /** Canonical path that the visitor sees. */
  readonly path: string;
  readonly mount: Mount | undefined;
}

/** Prepares the metadata of a page: that of its layouts and its own, outermost first. Nothing is loaded before it is read. */
export function readMetadata(input: MetadataInput): MetadataReader {
  const end = mainEnd(input.plan.segments);
  let reading: Promise<readonly HeadTag[]> | undefined;
  return { end, read: () => (reading ??= readTags(input, end)) };
}

async function readTags(
  input: MetadataInput,
  end: PlannedSegment | undefined,
): Promise<readonly HeadTag[]> {
  let metadata: ResolvedMetadata = {};
  let viewport: Viewport = {};
  let files = noFiles;
  for (const planned of end === undefined ? [] : [...end.above, end]) {
    const layer = await layerOf(planned, input);
    const own = layer === undefined ? {} : await metadataOf(layer, metadata);
    metadata = mergeMetadata(metadata, own);
    files = takeFiles(files, await filesOf(planned, input), own);
    if (layer !== undefined) viewport = { ...viewport, ...(await viewportOf(layer)) };
  }
  const whole = withFiles(metadata, files);
  return [...listViewportTags(viewport), ...listHeadTags(whole, addressOf(input))];
}

/** Finds the pictures of a folder, and the manifest. */
function filesOf(planned: PlannedSegment, input: MetadataInput): Promise<readonly FoundFile[]> {
  const { shows, above } = planned;
  if (shows.kind !== "folder" || shows.segment.shown === undefined) return none;
  const folders = [...above, planned].flatMap((each) =>
    each.shows.kind === "folder" ? [each.shows.segment] : [],
  );
  return Promise.all(
    shows.segment.shown.map((file) => {
      const path = pathOfServed(file, folders, planned.params) ?? "";
      return describeFile(file, { path, params: planned.params }, input);
    }),
  ).then((described) => described.flat());
}

const none: Promise<readonly FoundFile[]> = Promise.resolve([]);

interface FilePlace {
  readonly path: string;
  readonly params: RouteParams;
}

/** What the code of a picture says of it, or of each that it makes; or the bundler of one that is sent as it is. */
async function describeFile(
  { kind, file }: ShownFile,
  { path, params }: FilePlace,
  { modules, mount }: MetadataInput,
): Promise<FoundFile[]> {
  const exports = (await modules[file]?.load()) ?? {};
  const url = mountedPath(path, mount);
  const { hash } = exports;
  const several = await listSeveral({ exports, file, kind }, params);
  if (several === undefined)
    return [{ kind, url: url + (typeof hash === "string" ? `?${hash}` : ""), ...saysOf(exports) }];
  return several.map(({ id, ...item }) => ({
    kind,
    url: mountedPath(`${path}/${encodeSegment(id)}`, mount),
    ...saysOf(item),
  }));
}

function saysOf({
  contentType,
  size,
  alt,
}: Readonly<Record<string, unknown>>): Omit<FoundFile, "kind" | "url"> {
  return {
    type: typeof contentType === "string" ? contentType.replace(/;.*/, "") : undefined,
    size: isSize(size) ? { width: size.width, height: size.height } : undefined,
    alt: typeof alt === "string" ? alt : undefined,
  };
}

function isSize(size: unknown): size is NonNullable<FoundFile["size"]> {
  return (
    typeof size === "object" &&
    size !== null &&
    "width" in size &&
    typeof size.width === "number" &&
    "height" in size &&
    typeof size.height === "number"
  );
}

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

/** What a layout or page exports, and the properties that its functions are called with. */
interface MetadataLayer {
  readonly file: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly props: Readonly<Record<string, unknown>>;
}

async function layerOf(
  { shows, params }: PlannedSegment,
  { modules, searchParams }: MetadataInput,
): Promise<MetadataLayer | undefined> {
  const file = shows.kind === "folder" ? shows.segment.files.layout : shows.file;
  if (file === undefined || file === "") return undefined;
  const { exports } = await loadRouteComponent(modules, file);
  const given = { params: Promise.resolve(params) };
  const search = { searchParams };
  return { file, exports, props: shows.kind === "folder" ? given : { ...given, ...search } };
}

async function metadataOf(layer: MetadataLayer, above: ResolvedMetadata): Promise<Metadata> {
  const { generateMetadata, metadata } = layer.exports;
  const made: unknown =
    typeof generateMetadata === "function"
      ? await generateMetadata(layer.props, Promise.resolve(above))
      : metadata;
  return recordOf(made, layer.file, "metadata");
}

async function viewportOf(layer: MetadataLayer): Promise<Viewport> {
  const { generateViewport, viewport } = layer.exports;
  const made: unknown =
    typeof generateViewport === "function" ? await generateViewport(layer.props) : viewport;
  return recordOf(made, layer.file, "viewport");
}

function recordOf(made: unknown, file: string, name: string): Readonly<Record<string, unknown>> {
  if (made === undefined || made === null) return {};
  if (typeof made === "object") return made as Readonly<Record<string, unknown>>;
  throw new TypeError(`${file} gives a ${name} of type ${typeof made}: give an object.`);
}

/** Relative addresses are relative to the origin that the request came to, which is one of the app's own. */
function addressOf({ path }: MetadataInput): PageAddress {
  const url = maybeStore()?.url;
  return { origin: url === undefined ? undefined : new URL(url).origin, path };
}

/** The tags of a page's metadata. What fails in it fails the page, see `MetadataCheck`. */
export async function MetadataTags({ read }: Pick<MetadataReader, "read">): Promise<ReactNode> {
  try {
    return (await read()).map((tag, index) => <Fragment key={index}>{elementOf(tag)}</Fragment>);
  } catch {
    return null; // told by `MetadataCheck`, inside of the page's boundaries
  }
}

function elementOf(tag: HeadTag): ReactNode {
  if (tag.element === "title") return <title>{tag.text}</title>;
  return tag.element === "meta" ? <meta {...tag.attributes} /> : <link {...tag.attributes} />;
}

/** Fails where the metadata of its page fails: `generateMetadata` may end in `notFound()` too. */
export async function MetadataCheck({ read }: Pick<MetadataReader, "read">): Promise<null> {
  await read();
  return null;
}
