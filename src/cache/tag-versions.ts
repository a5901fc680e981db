import type { Bump, CacheEntry, CacheRead, Revision } from "./cache-store.ts";

/** What a tag moved to. */
export interface TagVersion {
  /** Count of the move that ended what was filled before; 0 for none. */
  readonly ended: number;
  /** Count of the last move that lets what was filled before be served in the meantime; 0 for none. */
  readonly aged: number;
  /** Until when, in milliseconds since 1970. */
  readonly agedExpiresAt: number;
}

/** What the versions of a store come to at one moment. */
export interface VersionsNow {
  readonly revision: Revision;
  /** The lowest count that is judged: what began before may have been ended by a version that was forgotten. */
  readonly floor: number;
  readonly versionOf: (tag: string) => TagVersion | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Judges an entry by its time, and by its own tags and `alsoTags` as they stand now. */
export function judgeEntry(
  { revision, tags, staleAt, expiresAt }: Omit<CacheEntry, "body">,
  alsoTags: readonly string[],
  versions: VersionsNow,
): CacheRead["kind"] {
  const { count } = revision;
  // A count that is ahead is of versions that were lost: nobody knows what else was lost with them.
  const isOfNow = revision.epoch === versions.revision.epoch && count <= versions.revision.count;
  if (!isOfNow || count < versions.floor || expiresAt <= versions.now) return "miss";
  const own = judgeTags(tags, count, versions);
  if (own === "miss") return "miss";
  const also = judgeTags(alsoTags, count, versions);
  if (also === "miss") return "miss";
  return own === "stale" || also === "stale" || staleAt <= versions.now ? "stale" : "fresh";
}

function judgeTags(
  tags: readonly string[],
  count: number,
  { versionOf, now }: VersionsNow,
): CacheRead["kind"] {
  let kind: CacheRead["kind"] = "fresh";
  for (const tag of tags) {
    const version = versionOf(tag);
    if (version === undefined) continue;
    if (version.ended > count) return "miss";
    if (version.aged <= count) continue;
    if (version.agedExpiresAt <= now) return "miss";
    kind = "stale";
  }
  return kind;
}

const unmoved: TagVersion = { ended: 0, aged: 0, agedExpiresAt: 0 };

/** Moves a tag to `count`. What an earlier, lenient move has ended by `now` stays ended. */
export function moveTag(
  before: TagVersion | undefined,
  { count, bump, now }: { readonly count: number; readonly bump: Bump; readonly now: number },
): TagVersion {
  if (bump.kind === "at-once") return { ...unmoved, ended: count };
  const { ended, aged, agedExpiresAt } = before ?? unmoved;
  if (aged === 0) return { ended, aged: count, agedExpiresAt: bump.expiresAt };
  if (agedExpiresAt <= now) return { ended: aged, aged: count, agedExpiresAt: bump.expiresAt };
  // Both count, for what was filled before the earlier one: to end too early is never wrong.
  return { ended, aged: count, agedExpiresAt: Math.min(agedExpiresAt, bump.expiresAt) };
}
