import { composeBranch, segmentOf } from "./compose-branch.ts";
import type { RouteFile } from "./list-pages.ts";
import type { Interception } from "./route-table.ts";
import { folderOf, shapeOf, urlSegments } from "./url-segments.ts";

/** Gives what takes the place of the routes of one shape, by that shape: the interception that is furthest in first. */
export function findInterceptions(
  pages: readonly RouteFile[],
): ReadonlyMap<string, readonly Interception[]> {
  const byShape = new Map<string, Interception[]>();
  for (const page of pages) {
    const interception = interceptionOf(page);
    if (interception === undefined) continue;
    const shape = shapeOf(page.url);
    byShape.set(shape, [...(byShape.get(shape) ?? []), interception]);
  }
  for (const list of byShape.values()) list.sort((a, b) => b.holder.length - a.holder.length);
  return byShape;
}

function interceptionOf({ file, folders, url, intercepting }: RouteFile): Interception | undefined {
  const folder = folders[intercepting];
  const segment = folder === undefined ? undefined : folderOf(folder.name);
  if (folder === undefined || segment?.kind !== "intercepting") return undefined;
  const above = urlSegments(folders.slice(0, intercepting));
  const levels = segment.levelsUp === "root" ? above.length : segment.levelsUp;
  const partsAbove = Math.max(0, above.length - levels);
  const isWhole = segment.inner.kind.endsWith("catch-all");
  const branch = composeBranch(folder, { url, file }, isWhole ? url.length : partsAbove + 1);
  if (branch === undefined) return undefined;
  return {
    holder: folders.slice(0, intercepting).map((each) => segmentOf(each)),
    branch,
    partsAbove,
  };
}
