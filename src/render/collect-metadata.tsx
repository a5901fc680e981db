import { Fragment, type ReactNode } from "react";
import { maybeStore } from "../context/index.ts";
import { readSignal } from "../context/signals.ts";
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
import { mountedPath, type InterruptKind, type Mount } from "../protocol/index.ts";
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
  readonly read: () => Promise<ReadMetadata>;
}

/** The tags of a page, and why those of its own are missing: what is said above it holds for what stands in its place. */
export interface ReadMetadata {
  readonly tags: readonly HeadTag[];
  readonly failure?: { readonly error: unknown };
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
  let reading: Promise<ReadMetadata> | undefined;
  return { end, read: () => (reading ??= readTags(input, end)) };
}

/** What the layers read so far say together. */
interface Said {
  readonly metadata: ResolvedMetadata;
  readonly viewport: Viewport;
  readonly files: typeof noFiles;
}

async function readTags(
  input: MetadataInput,
  end: PlannedSegment | undefined,
): Promise<ReadMetadata> {
  let said: Said = { metadata: {}, viewport: {}, files: noFiles };
  let failure: ReadMetadata["failure"];
  const layers = end === undefined ? [] : [...end.above, end];
  const fail = (error: unknown): Said => {
    failure = { error };
    return said;
  };
  try {
    for (const planned of layers) said = await addLayer(said, planned, input);
  } catch (error) {
    failure = { error };
    said = await addInterrupt(said, { error, layers }, input).catch(fail);
  }
  const whole = withFiles(said.metadata, said.files);
  const tags = [...listViewportTags(said.viewport), ...listHeadTags(whole, addressOf(input))];
  return failure === undefined ? { tags } : { tags, failure };
}

async function addLayer(said: Said, planned: PlannedSegment, input: MetadataInput): Promise<Said> {
  const layer = await layerOf(planned, input);
  const own = layer === undefined ? {} : await metadataOf(layer, said.metadata);
  return {
    metadata: mergeMetadata(said.metadata, own),
    files: takeFiles(said.files, await filesOf(planned, input), own),
    viewport:
      layer === undefined ? said.viewport : { ...said.viewport, ...(await viewportOf(layer)) },
  };
}

/** A `not-found`, `unauthorized` or `forbidden` page that is shown in place of the page may have a title too. */
async function addInterrupt(
  said: Said,
  { error, layers }: { readonly error: unknown; readonly layers: readonly PlannedSegment[] },
  { modules }: MetadataInput,
): Promise<Said> {
  const signal = readSignal(error);
  if (signal === undefined || signal.kind === "redirect") return said;
  const file = nearestInterrupt(layers, signal.kind);
  if (file === undefined) return said;
  const { exports } = await loadRouteComponent(modules, file);
  const own = await metadataOf({ file, exports, props: {} }, said.metadata);
  return { ...said, metadata: mergeMetadata(said.metadata, own) };
}

function nearestInterrupt(
  layers: readonly PlannedSegment[],
  kind: InterruptKind,
): string | undefined {
  const key = kind === "not-found" ? "notFound" : kind;
  return layers
    .map(({ shows }) => (shows.kind === "folder" ? shows.segment.files[key] : undefined))
    .findLast((file) => file !== undefined);
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
  { shows, params, above }: PlannedSegment,
  { modules, searchParams }: MetadataInput,
): Promise<MetadataLayer | undefined> {
  const isUnmatched = shows.kind === "page" && shows.file === "";
  const file = isUnmatched
    ? nearestInterrupt(above, "not-found")
    : shows.kind === "folder"
      ? shows.segment.files.layout
      : shows.file;
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
  const { tags } = await read();
  return tags.map((tag, index) => <Fragment key={index}>{elementOf(tag)}</Fragment>);
}

function elementOf(tag: HeadTag): ReactNode {
  if (tag.element === "title") return <title>{tag.text}</title>;
  return tag.element === "meta" ? <meta {...tag.attributes} /> : <link {...tag.attributes} />;
}

/** Fails where the metadata of its page fails: `generateMetadata` may end in `notFound()` too. */
export async function MetadataCheck({ read }: Pick<MetadataReader, "read">): Promise<null> {
  const { failure } = await read();
  if (failure !== undefined) throw failure.error;
  return null;
}
