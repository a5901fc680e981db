import type { Bump, ListedEntry } from "../../cache/index.ts";
import { quoteForLog } from "../../base/index.ts";
import { routeTags } from "../../context/index.ts";
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
          line: `edict: ${describe(visit, { tag, bump, entries })} (${subjectOf(visit)})`,
        });
  } catch (error) {
    reportFailure(error, "listing the cache", settings.log, visit);
  }
}

/** A tag that is to move, and what is kept by then. */
interface ToldMove {
  readonly tag: string;
  readonly bump: Bump;
  readonly entries: readonly ListedEntry[];
}

function describe(visit: Visit, { tag, bump, entries }: ToldMove): string {
  if (tag.includes(" ")) return describePath(visit, tag);
  const call = bump.kind === "at-once" ? "revalidating" : "ageing";
  const carried = entries.filter(({ tags }) => tags.includes(tag));
  if (carried.length > 0) {
    const did = bump.kind === "at-once" ? "dropped" : "lets be served once more";
    return `${call} ${quoteForLog(tag)} ${did} ${list(carried.map(({ about }) => about))}`;
  }
  const seen = [...new Set(entries.flatMap(({ tags }) => tags))].toSorted();
  return `${call} ${quoteForLog(tag)} dropped nothing; tags seen: ${seen.length === 0 ? "none" : list(seen)}`;
}

/** What a page reads does not carry its path: it is held to it when it is read. */
function describePath({ app, server }: Visit, tag: string): string {
  const [kind, path = ""] = tag.split(" ");
  const { routes } = app.routes;
  if (kind === "path") {
    const call = `revalidatePath(${quoteForLog(path)})`;
    if (server.matcherOf(app.routes)(path) !== undefined)
      return `${call} drops what that page reads`;
    const patterns = list(routes.map(({ pattern }) => pattern));
    return `${call} drops nothing, unless a rewrite shows a page there; routes: ${patterns}`;
  }
  const call = `revalidatePath(${quoteForLog(path)}, "${kind}")`;
  const known = routes.map(({ pattern, segments }) =>
    routeTags({ paths: [], pattern, folders: segments.map(({ name }) => name) }),
  );
  if (known.some((tags) => tags.includes(tag))) return `${call} drops what its pages read`;
  const own = `${kind} `;
  const seen = new Set(
    known.flat().flatMap((each) => (each.startsWith(own) ? each.slice(own.length) : [])),
  );
  return `${call} drops nothing; there are ${list([...seen].toSorted())}`;
}

function list(names: readonly string[]): string {
  const shown = names
    .slice(0, maxNamed)
    .map((name) => quoteForLog(name))
    .join(", ");
  return names.length > maxNamed ? `${shown} and ${names.length - maxNamed} more` : shown;
}
