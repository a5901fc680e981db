import type { Bump, ListedEntry } from "../../cache/index.ts";
import { quoteForLog } from "../../base/index.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { reportFailure } from "./report-failure.ts";

/** Entries that are looked through for a line: a cache in development seldom has more. */
const maxListed = 10_000;
/** Names that a line has room for. */
const maxNamed = 8;

/** Says in development what a revalidation drops, or that nothing carries its tag, and which tags there are. Call it before the tags move. */
export async function tellMoves(
  visit: Visit,
  moves: readonly { readonly tags: readonly string[]; readonly bump: Bump }[],
): Promise<void> {
  const { cache, settings } = visit.server;
  try {
    const entries: ListedEntry[] = [];
    for await (const entry of cache.store.list()) {
      entries.push(entry);
      if (entries.length >= maxListed) break;
    }
    for (const { tags, bump } of moves)
      for (const tag of tags)
        settings.log({
          level: "info",
          line: `edict: ${describe(tag, bump, entries)} (${subjectOf(visit)})`,
        });
  } catch (error) {
    reportFailure(error, "listing the cache", settings.log, visit);
  }
}

function describe(tag: string, bump: Bump, entries: readonly ListedEntry[]): string {
  const [kind, path] = tag.split(" ");
  // What a page reads does not carry its path: it is held to it when it is read.
  if (path !== undefined)
    return kind === "path"
      ? `revalidatePath(${quoteForLog(path)}) drops what that page reads`
      : `revalidatePath(${quoteForLog(path)}, "${kind}") drops what its pages read`;
  const call = bump.kind === "at-once" ? "revalidating" : "ageing";
  const carried = entries.filter(({ tags }) => tags.includes(tag));
  if (carried.length > 0) {
    const did = bump.kind === "at-once" ? "dropped" : "lets be served once more";
    return `${call} ${quoteForLog(tag)} ${did} ${list(carried.map(({ about }) => about))}`;
  }
  const seen = [...new Set(entries.flatMap(({ tags }) => tags))].toSorted();
  return `${call} ${quoteForLog(tag)} dropped nothing; tags seen: ${seen.length === 0 ? "none" : list(seen)}`;
}

function list(names: readonly string[]): string {
  const shown = names
    .slice(0, maxNamed)
    .map((name) => quoteForLog(name))
    .join(", ");
  return names.length > maxNamed ? `${shown} and ${names.length - maxNamed} more` : shown;
}
