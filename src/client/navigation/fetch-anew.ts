import type { ReactNode } from "react";
import {
  listPlaces,
  readSegmentTree,
  slotEnd,
  slotStart,
  type PagePayload,
  type SegmentPlace,
} from "../../protocol/index.ts";
import { fetchPage, type FetchedPage } from "./fetch-page.ts";
import { fillUnchanged, type Page } from "./page.ts";
import { writePrints } from "./segment-prints.ts";

/**
 * Fetches everything that a page shows. What came from another address, because a slot kept it or an interception left it
 * in place, is fetched from there, so that whatever guards that address guards it still.
 * @param retry asks for everything: what could not be shown may be the same
 * @throws ActionError NETWORK
 */
export async function fetchAnew(page: Page<ReactNode>, retry: boolean): Promise<FetchedPage> {
  const { url } = page.route;
  const elsewhere = [...new Set(Object.values(page.sources ?? {}))];
  if (elsewhere.length === 0) {
    const fetched = await fetchPage(url, [], retry ? undefined : writePrints(page));
    if (fetched.kind !== "page") return fetched;
    return { ...fetched, payload: fillUnchanged(fetched.payload, page) };
  }
  const [main, ...others] = await Promise.all([
    fetchPage(url, heldBelow(page)),
    ...elsewhere.map((source) => fetchPage(source, [])),
  ]);
  if (main.kind !== "page") return main;
  const payloads = new Map([[url, main.payload]]);
  for (const [index, source] of elsewhere.entries()) {
    const other = others[index];
    if (other?.kind === "page" && other.payload.build === main.payload.build)
      payloads.set(source, other.payload);
  }
  // Where something is no longer there, the page is shown as who loads its address sees it.
  return compose(page, main.payload, payloads) ?? fetchPage(url, []);
}

/** Keys of what an interception left in place: told to the server, it intercepts again. None where nothing did. */
function heldBelow({ route, sources = {} }: Page<ReactNode>): readonly string[] {
  const root = readSegmentTree(route.keys);
  if (root === undefined || sources[root.at] === undefined) return [];
  const keys: string[] = [];
  const add = (place: SegmentPlace): void => {
    keys.push(place.key);
    for (const [slot, below] of place.below) {
      if (below === "kept" || sources[below.at] === undefined) continue;
      if (slot !== "children") keys.push(slotStart(slot));
      add(below);
      if (slot !== "children") keys.push(slotEnd);
    }
  };
  add(root);
  return keys;
}

function compose(
  page: Page<ReactNode>,
  main: PagePayload<ReactNode>,
  payloads: ReadonlyMap<string, PagePayload<ReactNode>>,
): FetchedPage | undefined {
  const { route, sources = {} } = page;
  const segments: Record<number, ReactNode> = {};
  const places = new Map(
    [...payloads].map(
      ([
        source,
        {
          route: { keys },
        },
      ]) => [source, new Map(listPlaces(readSegmentTree(keys)).map(({ path, at }) => [path, at]))],
    ),
  );
  for (const { at, path } of listPlaces(readSegmentTree(route.keys))) {
    const source = sources[at] ?? route.url;
    const from = places.get(source)?.get(path);
    const made = payloads.get(source)?.segments ?? {};
    if (from === undefined || !Object.hasOwn(made, from)) return undefined;
    segments[at] = made[from];
  }
  return {
    kind: "page",
    payload: { ...main, route: { ...main.route, keys: route.keys }, segments, sources },
  };
}
