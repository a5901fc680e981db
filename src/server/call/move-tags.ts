import type { Bump } from "../../cache/index.ts";
import {
  revalidatedTag,
  type CacheProfile,
  type LifeProfiles,
  type Revalidation,
} from "../../context/index.ts";
import type { Answered } from "../../storage/index.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { tellMoves } from "./tell-moves.ts";
import { reportFailure } from "./report-failure.ts";
import type { RequestScope } from "./request-scope.ts";

/**
 * Moves the tags that a request has revalidated since it was asked last: nothing of its answer goes out before nobody is
 * served what they have ended. Where that fails the log says so, and the answer.
 */
export function moveTags(visit: Visit, scope: RequestScope): Answered<void> {
  const { store } = scope;
  const { revalidations, movedRevalidations } = store;
  const count = revalidations.length;
  if (count === movedRevalidations) return undefined;
  const moves = movesOf(visit, revalidations.slice(movedRevalidations));
  if (visit.server.settings.development && moves.length > 0)
    return tellMoves(visit, moves).then(() => moveAll(visit, scope, moves, count));
  return moveAll(visit, scope, moves, count);
}

function moveAll(
  visit: Visit,
  scope: RequestScope,
  moves: readonly Move[],
  count: number,
): Answered<void> {
  const { store } = scope;
  const moving = moves.flatMap((move) => moveSafely(visit, scope, move) ?? []);
  const moved = (): void => {
    store.movedRevalidations = count;
  };
  return moving.length === 0 ? moved() : Promise.all(moving).then(moved);
}

interface Move {
  readonly tags: readonly string[];
  readonly bump: Bump;
}

/** All that ends at once is one move, and so is what may be served equally long. */
function movesOf({ server }: Visit, changes: readonly Revalidation[]): Move[] {
  const ended = new Set<string>();
  const aged = new Map<number, Set<string>>();
  for (const change of changes) {
    const tag = revalidatedTag(change);
    if (tag === undefined) continue;
    if (change.profile === undefined) ended.add(tag);
    else {
      const seconds = expireSeconds(change.profile, server.settings.cacheLife);
      const tags = aged.get(seconds) ?? new Set();
      aged.set(seconds, tags.add(tag));
    }
  }
  const now = Date.now();
  const moves: Move[] = Array.from(aged, ([seconds, tags]) => ({
    tags: [...tags],
    bump: { kind: "in-time", expiresAt: now + seconds * 1_000 },
  }));
  if (ended.size > 0) moves.push({ tags: [...ended], bump: { kind: "at-once" } });
  return moves;
}

/** Seconds for which what a lenient revalidation ends may still be served; `revalidateTag` has checked the name. */
function expireSeconds(profile: string | CacheProfile, profiles: LifeProfiles): number {
  const named = typeof profile === "string" ? profiles[profile] : profile;
  return named?.expire ?? profiles["default"]?.expire ?? Number.POSITIVE_INFINITY;
}

function moveSafely(visit: Visit, scope: RequestScope, { tags, bump }: Move): Answered<void> {
  const fail = (error: unknown): void => {
    scope.hasFailedMove = true;
    const subject = `revalidating ${tags.join(", ")} in ${subjectOf(visit)}`;
    const { received, givenId, server } = visit;
    const page = "revalidation-failed";
    reportFailure(error, subject, server.settings.log, { received, givenId, page });
  };
  try {
    const moved = visit.server.cache.move(tags, bump);
    return moved instanceof Promise ? moved.catch(fail) : moved;
  } catch (error) {
    return fail(error);
  }
}
