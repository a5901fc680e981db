import type { Answered } from "../storage/index.ts";

/**
 * Keeps cached entries and the versions of their tags. One interface for every place: memory, a file that processes
 * share, a server that machines share.
 *
 * Tags are versions, taken from one count of the store: moving tags raises the count by one and gives them its value.
 * An entry keeps the count that its fill *began* with, and is valid while none of its tags has a higher version. So
 * moving a tag costs the same however many entries carry it, a fill that began before is never served after, and an
 * entry need not know its tags before it is filled.
 *
 * Keys are any well-formed text; a store that cannot hold long ones hashes them. Each operation is atomic, also between
 * processes. What cannot be read (altered, cut, of an older version) is a miss. Broken I/O throws or rejects.
 */
export interface CacheStore {
  /**
   * Looks an entry up, and judges it by its own tags and `alsoTags` as they stand now. The revision that comes with it
   * is what a fill that begins now hands to `fill`.
   */
  readonly read: (key: string, alsoTags: readonly string[]) => Answered<CacheRead>;
  /** Keeps an entry, unless one of its tags moved since its fill began; tells whether it was kept. */
  readonly fill: (key: string, entry: CacheEntry) => Answered<boolean>;
  /** Moves tags. Resolves only when no process that shares the store serves what the move has ended. */
  readonly bump: (tags: readonly string[], bump: Bump) => Answered<void>;
  /** Lists what is kept, in any order, for whoever looks in: entries that would not be served any more are left out. */
  readonly list: () => AsyncIterable<ListedEntry>;
  /** Writes out what is under way. */
  readonly close: () => Answered<void>;
}

/** A moment of a store. Of two moments of one epoch the higher count is later. */
export interface Revision {
  /** Names the life of the store's versions; another one once they were lost, and then no entry is valid any more. */
  readonly epoch: string;
  /** Whole, from 0. */
  readonly count: number;
}

/** What is kept of a value. */
export interface CacheEntry {
  readonly body: Uint8Array;
  /** What it is, for whoever looks in, e.g. `app/posts.ts#listPosts`. */
  readonly about: string;
  readonly tags: readonly string[];
  /** Of the read with which its fill began; older where it was made of something stale. */
  readonly revision: Revision;
  /** Milliseconds since 1970. */
  readonly filledAt: number;
  /** From then on it is served once more while it is made anew; `Infinity` for never. */
  readonly staleAt: number;
  /** From then on it is gone; `Infinity` for never. */
  readonly expiresAt: number;
}

/** What a look-up found. */
export type CacheRead =
  | { readonly kind: "miss"; readonly revision: Revision }
  | {
      readonly kind: "fresh" | "stale";
      readonly revision: Revision;
      readonly entry: CacheEntry;
    };

/** How tags move: at once, or so that what is there may be served until `expiresAt` (milliseconds since 1970) while it is made anew. */
export type Bump =
  | { readonly kind: "at-once" }
  | { readonly kind: "in-time"; readonly expiresAt: number };

/** An entry as whoever looks in sees it. */
export interface ListedEntry extends Pick<
  CacheEntry,
  "about" | "tags" | "filledAt" | "staleAt" | "expiresAt"
> {
  readonly key: string;
  /** Of its body. */
  readonly bytes: number;
  readonly isStale: boolean;
  /** How often it was served, as far as that is written down; absent where the store cannot tell. */
  readonly hits?: number;
}
