import {
  listPlaces,
  readSegmentTree,
  slotEnd,
  slotStart,
  type RouteState,
  type SegmentElements,
  type SegmentPlace,
} from "../../protocol/index.ts";

/** A route with every segment's element, from the root layout to the pages. */
export interface Page<E> {
  readonly route: RouteState;
  /** By position among the route's keys. */
  readonly elements: readonly E[];
  /** Title and tags. */
  readonly head?: E | undefined;
  /** Addresses of the segments that were made for another one than the route's, by position; absent where there are none. */
  readonly sources?: Readonly<Record<number, string>>;
}

/** What the server sent of a page: some of its segments. */
export interface PartialPage<E> {
  readonly route: RouteState;
  readonly segments: SegmentElements<E>;
  readonly head?: E | undefined;
  readonly sources?: Readonly<Record<number, string>>;
}

/** A page made whole, and whether anything of it was held already. */
export interface MergedPage<E> {
  readonly page: Page<E>;
  readonly retained: boolean;
}

/**
 * Completes what the server sent with segments of pages that are held, the first that fits.
 * A segment fits when its key and all keys above it are equal. Undefined when one is missing.
 */
export function mergePage<E>(
  sent: PartialPage<E>,
  ...held: readonly Page<E>[]
): MergedPage<E> | undefined {
  const root = readSegmentTree(sent.route.keys);
  if (root === undefined) return undefined;
  const draft: Draft<E> = { keys: [], elements: [], sources: {}, retained: false };
  const isWhole = addPlace(draft, root, { sent, held: held.map(indexPage) });
  if (!isWhole) return undefined;
  const { keys, elements, sources, retained } = draft;
  const page: Page<E> = { route: { ...sent.route, keys }, elements, head: sent.head };
  return {
    page: Object.keys(sources).length === 0 ? page : { ...page, sources },
    retained,
  };
}

/** Puts in what the server made and did not send, because it is as in `base`. */
export function fillUnchanged<
  E,
  P extends PartialPage<E> & { readonly unchanged?: readonly number[] | undefined },
>(sent: P, base: Page<E>): P {
  const merged = sent.unchanged === undefined ? undefined : mergePage(sent, base);
  return merged === undefined ? sent : { ...sent, segments: merged.page.elements };
}

interface Draft<E> {
  readonly keys: string[];
  readonly elements: E[];
  readonly sources: Record<number, string>;
  retained: boolean;
}

interface Origin<E> {
  readonly sent: PartialPage<E>;
  readonly held: readonly IndexedPage<E>[];
}

interface IndexedPage<E> {
  readonly page: Page<E>;
  readonly byPath: ReadonlyMap<string, SegmentPlace>;
}

function indexPage<E>(page: Page<E>): IndexedPage<E> {
  const places = listPlaces(readSegmentTree(page.route.keys));
  return { page, byPath: new Map(places.map((place) => [place.path, place])) };
}

/** Adds a segment that the server names, and all below it; false where something is nowhere to be had. */
function addPlace<E>(draft: Draft<E>, place: SegmentPlace, origin: Origin<E>): boolean {
  const { sent, held } = origin;
  const at = draft.keys.push(place.key) - 1;
  if (Object.hasOwn(sent.segments, place.at)) {
    // An own key of the record holds an element; null and undefined are elements too.
    draft.elements[at] = sent.segments[place.at] as E;
    const source = sent.sources?.[place.at];
    if (source !== undefined) draft.sources[at] = source;
  } else {
    const known = find(held, place.path);
    if (known === undefined) return false;
    draft.elements[at] = elementOf(known);
    draft.retained = true;
    if (sent.route.isIntercepted === true) noteSource(draft, at, known, sent.route.url);
  }
  return addBelow(draft, place, (slot, below) => {
    if (below !== "kept") return addPlace(draft, below, origin);
    const shown = find(held, place.path);
    const kept = shown?.place.below.get(slot);
    if (shown === undefined || kept === undefined || kept === "kept") return false;
    draft.retained = true;
    return keepPlace(draft, { page: shown.page, place: kept }, sent.route.url);
  });
}

/** Adds a segment that stays as it is, and all below it. */
function keepPlace<E>(draft: Draft<E>, held: HeldPlace<E>, url: string): boolean {
  const { page, place } = held;
  const at = draft.keys.push(place.key) - 1;
  draft.elements[at] = elementOf(held);
  noteSource(draft, at, held, url);
  return addBelow(
    draft,
    place,
    (_, below) => below !== "kept" && keepPlace(draft, { page, place: below }, url),
  );
}

function noteSource<E>({ sources }: Draft<E>, at: number, held: HeldPlace<E>, url: string): void {
  const source = addressOf(held);
  if (source !== url) sources[at] = source;
}

function addBelow<E>(
  { keys }: Draft<E>,
  { below }: SegmentPlace,
  add: (slot: string, place: SegmentPlace | "kept") => boolean,
): boolean {
  for (const [slot, place] of below) {
    if (slot !== "children") keys.push(slotStart(slot));
    if (!add(slot, place)) return false;
    if (slot !== "children") keys.push(slotEnd);
  }
  return true;
}

interface HeldPlace<E> {
  readonly page: Page<E>;
  readonly place: SegmentPlace;
}

function find<E>(held: readonly IndexedPage<E>[], path: string): HeldPlace<E> | undefined {
  for (const { page, byPath } of held) {
    const place = byPath.get(path);
    if (place !== undefined) return { page, place };
  }
  return undefined;
}

function elementOf<E>({ page, place }: HeldPlace<E>): E {
  return page.elements[place.at] as E; // a page has an element for each of its segments
}

/** The address that a segment was made for. */
function addressOf<E>({ page, place }: HeldPlace<E>): string {
  return page.sources?.[place.at] ?? page.route.url;
}

/** Tells whether two pages stand in the same root layout; where they do not, they are two documents. */
export function isSameDocument(route: RouteState, other: RouteState): boolean {
  const rootOf = ({ keys, root = 0 }: RouteState): string => keys.slice(0, root + 1).join("\0");
  return rootOf(route) === rootOf(other);
}

/**
 * Makes a page that is held look as it would now: with the segments it shares with `current`. What is shown at the end of a
 * branch knows the search of its address, which no key names: only one that was made for the same address is the same.
 */
export function renewPage<E>(kept: Page<E>, current: Page<E>): MergedPage<E> {
  const now = [indexPage(current)];
  const elements = [...kept.elements];
  let retained = false;
  for (const place of listPlaces(readSegmentTree(kept.route.keys))) {
    const shared = find(now, place.path);
    if (shared === undefined) continue;
    const isEnd = place.below.size === 0;
    if (isEnd && addressOf(shared) !== addressOf({ page: kept, place })) continue;
    retained = true;
    elements[place.at] = elementOf(shared);
  }
  return { page: { ...kept, elements }, retained };
}
