/** One segment of a route, and what is below it. */
export interface SegmentPlace {
  /** Position in the list of keys. */
  readonly at: number;
  readonly key: string;
  /** Equal in two routes where this segment and all above it are. */
  readonly path: string;
  /** By slot, `children` last; `kept` stands for what the browser shows there. */
  readonly below: ReadonlyMap<string, SegmentPlace | "kept">;
}

/** Closes what is in a slot. */
export const slotEnd = "/";

/** Stands for what the browser shows at a place already. */
export const keptMark = "//";

/** Opens a slot below the segment before it. No folder's name begins with `/`. */
export function slotStart(slot: string): string {
  return `/${slot}`;
}

/** Slots of one route, and levels below each other, that may be read: far above what any app has. */
const maxKeys = 512;

/**
 * Reads the keys of a route as the tree that they stand for. A key stands below the one before it, so the keys of a route
 * without slots are a plain list; what is in a slot is written before what its layout has as `children`, between marks:
 * `["", "shop", "/cart", "@cart", "page", "/", "page"]`. Undefined for a list that is no tree.
 */
export function readSegmentTree(keys: readonly string[]): SegmentPlace | undefined {
  if (keys.length > maxKeys) return undefined;
  const root = readPlace(keys, 0, "", "children");
  return root?.next === keys.length ? root.place : undefined;
}

interface ReadPlace<P = SegmentPlace> {
  readonly place: P;
  /** Position of the key that follows. */
  readonly next: number;
}

function readPlace(
  keys: readonly string[],
  at: number,
  above: string,
  slot: string,
): ReadPlace | undefined {
  const key = keys[at];
  if (key === undefined || key.startsWith("/")) return undefined;
  const path = `${above}\0${slot}\0${key}`;
  const below = new Map<string, SegmentPlace | "kept">();
  let next = at + 1;
  for (let mark = keys[next]; isSlotStart(mark); mark = keys[next]) {
    const name = mark.slice(1);
    const inside = readBelow(keys, next + 1, path, name);
    if (inside === undefined || keys[inside.next] !== slotEnd || below.has(name)) return undefined;
    below.set(name, inside.place);
    next = inside.next + 1;
  }
  if (keys[next] !== undefined && keys[next] !== slotEnd) {
    const children = readBelow(keys, next, path, "children");
    if (children === undefined) return undefined;
    below.set("children", children.place);
    ({ next } = children);
  }
  return { place: { at, key, path, below }, next };
}

function readBelow(
  keys: readonly string[],
  at: number,
  above: string,
  slot: string,
): ReadPlace<SegmentPlace | "kept"> | undefined {
  return keys[at] === keptMark ? { place: "kept", next: at + 1 } : readPlace(keys, at, above, slot);
}

function isSlotStart(key: string | undefined): key is string {
  return key?.startsWith("/") === true && key !== slotEnd && key !== keptMark;
}

/** Lists all segments of a tree, each before those below it. */
export function listPlaces(root: SegmentPlace | undefined): SegmentPlace[] {
  if (root === undefined) return [];
  const below = [...root.below.values()].filter((each) => each !== "kept");
  return [root, ...below.flatMap(listPlaces)];
}
