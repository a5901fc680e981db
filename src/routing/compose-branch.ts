import type { RouteFolder } from "./build-route-tree.ts";
import type { RouteBranch, RouteSegment } from "./route-table.ts";
import { folderOf, isOfUrl, type UrlSegment } from "./url-segments.ts";

/** What is composed. */
export interface ComposedUrl {
  readonly url: readonly UrlSegment[];
  /** The page that the way must lead to, where several folders have one for the URL. */
  readonly file: string;
}

/**
 * Composes what a folder shows for a URL: the way to its page, and for each slot on it the way to a page or a `default`.
 * `from` counts the parts of the URL that stand above. Undefined where neither the folder nor one of its slots has it.
 */
export function composeBranch(
  folder: RouteFolder,
  url: ComposedUrl,
  from: number,
): RouteBranch | undefined {
  const children = composeChildren(folder, url, from);
  const slots = new Map<string, RouteBranch>();
  let isShown = children !== undefined;
  for (const child of folder.folders) {
    const segment = folderOf(child.name);
    if (segment.kind !== "slot") continue;
    const found = composeBranch(child, url, from);
    isShown ||= found !== undefined;
    slots.set(segment.name, found ?? unmatchedSlot(child));
  }
  if (!isShown) return undefined;
  const { segments, end, file } = children ?? { segments: [], ...fallbackOf(folder) };
  return { segments: [segmentOf(folder, slots), ...segments], end, file };
}

/** What a slot shows for a URL that it has no page for. */
export function unmatchedSlot(slot: RouteFolder): RouteBranch {
  return { segments: [segmentOf(slot)], ...fallbackOf(slot) };
}

/** A folder as routes name it. */
export function segmentOf(
  { name, files, served }: RouteFolder,
  slots: ReadonlyMap<string, RouteBranch> = new Map(),
): RouteSegment {
  const shown = served.flatMap(({ kind, file, name: own }) =>
    kind === "robots" || kind === "sitemap" ? [] : [{ kind, file, name: own }],
  );
  return {
    name,
    files,
    ...(shown.length === 0 ? {} : { shown }),
    ...(slots.size === 0 ? {} : { slots: Object.fromEntries(slots) }),
  };
}

function fallbackOf({ fallback }: RouteFolder): Pick<RouteBranch, "end" | "file"> {
  return fallback === undefined ? { end: "missing", file: "" } : { end: "default", file: fallback };
}

function composeChildren(
  folder: RouteFolder,
  composed: ComposedUrl,
  from: number,
): RouteBranch | undefined {
  if (from === composed.url.length && folder.page !== undefined)
    return { segments: [], end: "page", file: folder.page };
  let first: RouteBranch | undefined;
  for (const [child, next] of candidates(folder, composed.url, from)) {
    const found = composeBranch(child, composed, next);
    // A slot that takes every URL makes its group one of many that have something for this one.
    if (found !== undefined && leadsTo(found, composed.file)) return found;
    first ??= found;
  }
  return first;
}

function leadsTo({ file, segments }: RouteBranch, page: string): boolean {
  return (
    file === page ||
    segments.some(({ slots = {} }) => Object.values(slots).some((slot) => leadsTo(slot, page)))
  );
}

/** Folders that may go on with the URL, and how many parts of it stand above what is in them: exact ones first. */
function candidates(
  folder: RouteFolder,
  url: readonly UrlSegment[],
  from: number,
): (readonly [RouteFolder, number])[] {
  const exact: [RouteFolder, number][] = [];
  const rest: [RouteFolder, number][] = [];
  const part = url[from];
  for (const child of folder.folders) {
    const segment = folderOf(child.name);
    if (segment.kind === "group") exact.push([child, from]);
    else if (isOfUrl(segment)) {
      if (part !== undefined && isSame(segment, part)) exact.push([child, from + 1]);
      // A catch-all of a slot shows whatever URL the others have.
      else if (segment.kind === "optional-catch-all") rest.push([child, url.length]);
      else if (segment.kind === "catch-all" && part !== undefined) rest.push([child, url.length]);
    }
  }
  return [...exact, ...rest];
}

function isSame(segment: UrlSegment, part: UrlSegment): boolean {
  return (
    segment.kind === part.kind &&
    (segment.kind !== "static" || part.kind !== "static" || segment.text === part.text)
  );
}
