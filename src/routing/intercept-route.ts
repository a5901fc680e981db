import { readSegmentTree } from "../protocol/index.ts";
import { canonicalPath, encodeSegment } from "./canonical-path.ts";
import { shownBelow, slotInto } from "./plan-segments.ts";
import { isKeyOf, partsOfKey } from "./read-folder.ts";
import type { Interception, RouteMatch } from "./route-table.ts";

/** A match whose place an interception takes. */
export interface InterceptedRoute {
  readonly match: RouteMatch;
  /** Canonical path of the folder that holds it: who may not see a page there may not see what is shown on it. */
  readonly holderPath: string;
}

/** Finds what takes the place of a route for a browser that shows the segments `have`; undefined where nothing does. */
export function interceptRoute(
  match: RouteMatch,
  have: readonly string[],
): InterceptedRoute | undefined {
  const { interceptions = [] } = match.route;
  if (interceptions.length === 0) return undefined;
  for (const interception of interceptions) {
    const keys = shownHolder(interception, have);
    if (keys === undefined) continue;
    const parts = keys.flatMap((key, index) =>
      partsOfKey(key, interception.holder[index]?.name ?? ""),
    );
    const holderPath = `/${parts.map(encodeSegment).join("/")}`;
    // The values are the browser's word: what has no one spelling is no path that a guard could judge.
    const canonical = canonicalPath(holderPath);
    if (!canonical.ok || canonical.value !== holderPath) continue;
    return { match: { ...match, interception }, holderPath };
  }
  return undefined;
}

/** Keys of the folders that hold an interception; undefined where the browser does not show all of them. */
function shownHolder(
  { holder }: Interception,
  have: readonly string[],
): readonly string[] | undefined {
  const keys: string[] = [];
  let place = readSegmentTree(have);
  for (const [index, segment] of holder.entries()) {
    if (index > 0) place = shownBelow(place, slotInto(segment));
    if (place === undefined || !isKeyOf(place.key, segment.name)) return undefined;
    keys.push(place.key);
  }
  return keys;
}
