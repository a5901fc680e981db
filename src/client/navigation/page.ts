import type { RouteState, SegmentElements } from "../../protocol/index.ts";

/** A route with every segment's element, from the root layout to the page. */
export interface Page<E> {
  readonly route: RouteState;
  readonly elements: readonly E[];
}

/** What the server sent of a page: some of its segments. */
export interface PartialPage<E> {
  readonly route: RouteState;
  readonly segments: SegmentElements<E>;
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
  const elements: E[] = [];
  let retained = false;
  for (const depth of sent.route.keys.keys()) {
    if (Object.hasOwn(sent.segments, depth)) {
      // An own key of the record holds an element; null and undefined are elements too.
      elements.push(sent.segments[depth] as E);
      continue;
    }
    const source = held.find((page) => fits(page, sent.route.keys, depth));
    if (source === undefined) return undefined;
    elements.push(source.elements[depth] as E); // a page has an element for each of its keys
    retained = true;
  }
  return { page: { route: sent.route, elements }, retained };
}

/** Makes a page that is held look as it would now: with the segments it shares with `current`. */
export function renewPage<E>(kept: Page<E>, current: Page<E>): MergedPage<E> {
  let retained = false;
  const elements = kept.elements.map((element, depth) => {
    if (!fits(current, kept.route.keys, depth)) return element;
    retained = true;
    return current.elements[depth] as E; // a page has an element for each of its keys
  });
  return { page: { route: kept.route, elements }, retained };
}

function fits<E>(page: Page<E>, keys: readonly string[], depth: number): boolean {
  return keys.slice(0, depth + 1).every((key, at) => page.route.keys[at] === key);
}
