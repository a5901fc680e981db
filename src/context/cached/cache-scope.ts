import type { CacheAnswer, Revision } from "../../cache/cached-values.ts";
import { UsageError } from "../usage-error.ts";
import type { WholeCacheLife } from "./life-profiles.ts";

/** Tags that a value may be given. */
const maxOwnTags = 128;

/** From when on a value is stale, and gone: milliseconds from now, `Infinity` for never. */
export interface LifeTimes {
  readonly staleAfterMs: number;
  readonly expiresAfterMs: number;
}

/** What a cached function says of its value while it runs, and what the cached values that it reads add to that. */
export class CacheScope {
  readonly #tags = new Set<string>();
  readonly #usual: WholeCacheLife;
  #ownTags = 0;
  #life: WholeCacheLife | undefined;
  #innerStaleAt = Number.POSITIVE_INFINITY;
  #innerExpiresAt = Number.POSITIVE_INFINITY;
  #madeOf: Revision | undefined;

  /** @param usual the life of a value that is given none; what it is made of may make it shorter */
  constructor(usual: WholeCacheLife) {
    this.#usual = usual;
  }

  get tags(): readonly string[] {
    return [...this.#tags];
  }

  /** The revision of the oldest stale value that it was made of; undefined without one. */
  get madeOf(): Revision | undefined {
    return this.#madeOf;
  }

  /** @throws UsageError `invalid-cache-tag` for more than 128 tags */
  addTags(what: string, tags: readonly string[]): void {
    this.#ownTags += tags.length;
    if (this.#ownTags > maxOwnTags)
      throw new UsageError(
        "invalid-cache-tag",
        `${what} came to ${this.#ownTags} tags. A value has at most ${maxOwnTags} of its own: use one tag for what changes together.`,
      );
    for (const tag of tags) this.#tags.add(tag);
  }

  setLife(life: WholeCacheLife): void {
    this.#life = life;
  }

  /** Takes over what a cached value says that was read in here. */
  take({ kind, entry }: Pick<CacheAnswer, "kind" | "entry">): void {
    for (const tag of entry.tags) this.#tags.add(tag);
    this.#innerStaleAt = Math.min(this.#innerStaleAt, entry.staleAt);
    this.#innerExpiresAt = Math.min(this.#innerExpiresAt, entry.expiresAt);
    if (kind !== "stale") return;
    const { revision } = entry;
    const before = this.#madeOf;
    const isOlder = before === undefined || before.epoch !== revision.epoch;
    if (isOlder || before.count > revision.count) this.#madeOf = revision;
  }

  /** The times of the value. A life that was set is kept to, whatever the value is made of; one with more tags than a store takes is not kept at all. */
  timesAt(now: number): LifeTimes {
    if (this.#tags.size > maxTagsInAll) return { staleAfterMs: 0, expiresAfterMs: 0 };
    const { revalidate, expire } = this.#life ?? this.#usual;
    if (revalidate === 0) return { staleAfterMs: 0, expiresAfterMs: 0 };
    const own = { staleAfterMs: revalidate * 1_000, expiresAfterMs: expire * 1_000 };
    if (this.#life !== undefined) return own;
    return {
      staleAfterMs: Math.min(own.staleAfterMs, Math.max(0, this.#innerStaleAt - now)),
      expiresAfterMs: Math.min(own.expiresAfterMs, Math.max(0, this.#innerExpiresAt - now)),
    };
  }
}

/** Tags that a value may have with those of the values that it read; one with more is not kept. */
export const maxTagsInAll = 1_024;
