import {
  keptMark,
  readSegmentTree,
  slotEnd,
  slotStart,
  type SegmentPlace,
} from "../protocol/index.ts";
import { fillFolder, partsOfKey, partsOfPath } from "./read-folder.ts";
import {
  branchOf,
  type BranchEnd,
  type Interception,
  type RouteBranch,
  type RouteMatch,
  type RouteParams,
  type RouteSegment,
} from "./route-table.ts";

/** A segment of a page. */
export interface PlannedSegment {
  /** Position among the keys. */
  readonly at: number;
  /** Its own and those above it. */
  readonly params: RouteParams;
  /** The browser shows it already, so that it need not be made again. A page is never held. */
  readonly isHeld: boolean;
  readonly shows:
    | { readonly kind: "folder"; readonly segment: RouteSegment }
    | { readonly kind: BranchEnd; readonly file: string };
  /** The segments above it, from `app/` on. */
  readonly above: readonly PlannedSegment[];
}

/** What a page is made of, and what of it the browser keeps. */
export interface SegmentPlan {
  /** See `readSegmentTree`. */
  readonly keys: readonly string[];
  /** Each after those above it. */
  readonly segments: readonly PlannedSegment[];
  /** Of everything on the page. */
  readonly params: RouteParams;
}

/**
 * Plans which segments a page has, for a browser that shows the segments `have`: a slot without a page for the URL keeps
 * what it shows, and so does everything that an interception leaves in place.
 */
export function planSegments(match: RouteMatch, have: readonly string[]): SegmentPlan {
  const held = have.length === 0 ? undefined : readSegmentTree(have);
  const draft: Draft = { keys: [], segments: [], parts: partsOfPath(match.path) };
  const top = { params: {}, from: 0, above: [] };
  if (match.interception === undefined || held === undefined)
    planBranch(draft, branchOf(match.route), 0, { ...top, held });
  else planHolder(draft, match.interception, 0, { ...top, held });
  return {
    keys: draft.keys,
    segments: draft.segments,
    params: Object.assign({}, match.params, ...draft.segments.map(({ params }) => params)),
  };
}

interface Draft {
  readonly keys: string[];
  readonly segments: PlannedSegment[];
  /** Of the URL, decoded. */
  readonly parts: readonly string[];
}

/** What is known of a place before it is planned. */
interface Place {
  /** What the browser shows there. */
  readonly held: SegmentPlace | undefined;
  readonly params: RouteParams;
  /** How many parts of the URL stand above. */
  readonly from: number;
  readonly above: readonly PlannedSegment[];
}

function planBranch(draft: Draft, branch: RouteBranch, index: number, place: Place): void {
  const { end, file, segments } = branch;
  const segment = segments[index];
  if (segment === undefined) {
    add(draft, end, { ...place, held: undefined }, { kind: end, file });
    return;
  }
  const { key, params, next } = fillFolder(segment.name, draft.parts, place);
  const held = place.held?.key === key ? place.held : undefined;
  const own = add(draft, key, { ...place, held, params }, { kind: "folder", segment });
  const below = { params, from: next, above: [...place.above, own] };
  for (const [slot, inside] of Object.entries(segment.slots ?? {})) {
    draft.keys.push(slotStart(slot));
    planBranch(draft, inside, 0, { ...below, held: shownBelow(held, slot) });
    draft.keys.push(slotEnd);
  }
  const children = shownBelow(held, "children");
  const isUnmatched = end !== "page" && index === segments.length - 1;
  if (isUnmatched && children !== undefined) draft.keys.push(keptMark);
  else planBranch(draft, branch, index + 1, { ...below, held: children });
}

function add(
  draft: Draft,
  key: string,
  { params, held, above }: Place,
  shows: PlannedSegment["shows"],
): PlannedSegment {
  const at = draft.keys.push(key) - 1;
  const segment = { at, params, isHeld: held !== undefined, shows, above };
  draft.segments.push(segment);
  return segment;
}

/** Goes down to where the interception begins; everything beside that way is kept. */
function planHolder(
  draft: Draft,
  interception: Interception,
  index: number,
  place: Place & { readonly held: SegmentPlace },
): void {
  const { holder, branch, partsAbove } = interception;
  const segment = holder[index];
  if (segment === undefined) throw new RangeError("an interception is held by a folder");
  const { held } = place;
  const params = { ...place.params, ...paramsOfKey(held.key, segment.name) };
  const own = add(draft, held.key, { ...place, params }, { kind: "folder", segment });
  const below = { params, from: partsAbove, above: [...place.above, own] };
  const entered = slotInto(holder[index + 1]);
  const goOn = (): void => {
    const next = shownBelow(held, entered);
    if (index === holder.length - 1) planBranch(draft, branch, 0, { ...below, held: next });
    else if (next !== undefined)
      planHolder(draft, interception, index + 1, { ...below, held: next });
  };
  for (const slot of held.below.keys()) {
    if (slot === "children") continue;
    draft.keys.push(slotStart(slot));
    if (slot === entered) goOn();
    else draft.keys.push(keptMark);
    draft.keys.push(slotEnd);
  }
  if (entered === "children") goOn();
  else draft.keys.push(keptMark);
}

/** Name of the slot by which one comes to a folder from the one above it. */
export function slotInto(segment: RouteSegment | undefined): string {
  return segment?.name.startsWith("@") === true ? segment.name.slice(1) : "children";
}

/** The segment that the browser shows in a slot below another one. */
export function shownBelow(
  place: SegmentPlace | undefined,
  slot: string,
): SegmentPlace | undefined {
  const below = place?.below.get(slot);
  return below === "kept" ? undefined : below;
}

function paramsOfKey(key: string, name: string): RouteParams {
  const parameter = /^\[+(\.\.\.)?([^\]]+)\]/.exec(name);
  const parts = partsOfKey(key, name);
  if (parameter?.[2] === undefined || parts.length === 0) return {};
  return { [parameter[2]]: parameter[1] === undefined ? (parts[0] ?? "") : parts };
}
