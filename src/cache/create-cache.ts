import type { Answered } from "../storage/index.ts";
import type { Bump, CacheEntry, CacheRead, CacheStore, Revision } from "./cache-store.ts";

/** The cache of one server, over the store that keeps its entries. */
export interface Cache {
  /** Gives what is kept under a key, or fills it: once for all who ask at the same moment. */
  readonly read: (ask: CacheAsk) => Answered<CacheAnswer>;
  /**
   * Moves tags. Resolves when nothing is served any more that the move has ended; rejects when the store could not be told:
   * then this process serves nothing with these tags until it could.
   */
  readonly move: (tags: readonly string[], bump: Bump) => Answered<void>;
  readonly store: CacheStore;
  /** Resolves once nothing is filled in the background any more. */
  readonly settled: () => Promise<void>;
  /** Ends what is tried again in the background; the store stays open. */
  readonly close: () => void;
}

/** What is asked of a cache. */
export interface CacheAsk {
  /** Everything the value depends on. */
  readonly key: string;
  readonly about: string;
  /** Tags of the reader: of the path that it shows. */
  readonly alsoTags: readonly string[];
  /** Tags that the reader itself has changed, and not yet moved: what carries one is made anew for it, and not kept. */
  readonly changedTags: ReadonlySet<string>;
  readonly fill: () => Promise<Filled>;
}

/** A value that was made for a key. */
export interface Filled {
  readonly body: Uint8Array;
  readonly tags: readonly string[];
  /** Milliseconds from now on; `Infinity` for never, 0 for what may not be kept. */
  readonly staleAfterMs: number;
  readonly expiresAfterMs: number;
  /** Of the oldest thing that it was made of, where that was stale. */
  readonly madeOf?: Revision | undefined;
}

/** What a cache answers. */
export interface CacheAnswer {
  /** `stale`: it is being made anew. */
  readonly kind: "hit" | "stale" | "miss";
  readonly entry: CacheEntry;
}

/** What a cache is made from. */
export interface CacheOptions {
  readonly store: CacheStore;
  /** Told what fails in the background, or makes a read go to the source. */
  readonly onError: (error: unknown, what: string) => void;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** How long after a move that failed it is tried again. Default: 1,000. */
  readonly retryMs?: number;
}

/** A fill that is under way. */
interface Flight {
  readonly began: Revision;
  readonly entry: Promise<CacheEntry>;
}

/** Makes the cache of one server. */
export function createCache(options: CacheOptions): Cache {
  return new StoredCache(options);
}

class StoredCache implements Cache {
  readonly store: CacheStore;
  readonly #now: () => number;
  readonly #retryMs: number;
  readonly #onError: CacheOptions["onError"];
  readonly #flights = new Map<string, Flight>();
  /** Tags whose move failed, with the move. */
  readonly #fenced = new Map<string, Bump>();
  readonly #background = new Set<Promise<void>>();
  #retry: NodeJS.Timeout | undefined;

  constructor({ store, onError, now = Date.now, retryMs = 1_000 }: CacheOptions) {
    this.store = store;
    this.#onError = onError;
    this.#now = now;
    this.#retryMs = retryMs;
  }

  read(ask: CacheAsk): Answered<CacheAnswer> {
    let seen: Answered<CacheRead>;
    try {
      seen = this.store.read(ask.key, ask.alsoTags);
    } catch (error) {
      return this.#goToSource(ask, error);
    }
    if (!(seen instanceof Promise)) return this.#answer(ask, seen);
    return seen.then(
      (read) => this.#answer(ask, read),
      (error: unknown) => this.#goToSource(ask, error),
    );
  }

  #answer(ask: CacheAsk, read: CacheRead): Answered<CacheAnswer> {
    if (this.#isBarred(ask, read)) return this.#make(ask, read.revision).then(asMiss);
    if (read.kind === "fresh") return { kind: "hit", entry: read.entry };
    if (read.kind === "stale") {
      this.#fillBehind(ask, read.revision);
      return { kind: "stale", entry: read.entry };
    }
    return this.#join(ask, read.revision).then(asMiss);
  }

  /** Tells whether what the store has is of no use to this reader, and what it makes of none to others. */
  #isBarred({ changedTags, alsoTags }: CacheAsk, read: CacheRead): boolean {
    if (changedTags.size === 0 && this.#fenced.size === 0) return false;
    if (read.kind === "miss") return true;
    const isBarring = (tag: string): boolean => changedTags.has(tag) || this.#fenced.has(tag);
    return read.entry.tags.some(isBarring) || alsoTags.some(isBarring);
  }

  /** Joins a fill that began no earlier than this reader looked, or begins one. */
  #join(ask: CacheAsk, revision: Revision): Promise<CacheEntry> {
    const flight = this.#flightSince(ask, revision);
    if (flight !== undefined)
      // What may not be kept is meant for whoever asked: an answer that sets a cookie, say.
      return flight.entry.then((entry) => (mayKeep(entry) ? entry : this.#make(ask, revision)));
    const entry = this.#fill(ask, revision);
    const own: Flight = { began: revision, entry };
    this.#flights.set(ask.key, own);
    const land = (): void => {
      if (this.#flights.get(ask.key) === own) this.#flights.delete(ask.key);
    };
    entry.then(land, land);
    return entry;
  }

  #flightSince({ key }: CacheAsk, revision: Revision): Flight | undefined {
    const flight = this.#flights.get(key);
    return flight !== undefined && isNoEarlier(flight.began, revision) ? flight : undefined;
  }

  #fillBehind(ask: CacheAsk, revision: Revision): void {
    if (this.#flightSince(ask, revision) !== undefined) return;
    const filling = this.#join(ask, revision).then(
      () => undefined,
      (error: unknown) => this.#onError(error, `filling ${ask.about} in the background`),
    );
    this.#background.add(filling);
    void filling.then(() => this.#background.delete(filling));
  }

  async #fill(ask: CacheAsk, revision: Revision): Promise<CacheEntry> {
    const entry = await this.#make(ask, revision);
    if (!mayKeep(entry)) return entry;
    try {
      await this.store.fill(ask.key, entry);
    } catch (error) {
      // The value is good; only the next reader has to make it again.
      this.#onError(error, `keeping ${ask.about}`);
    }
    return entry;
  }

  async #make({ about, fill }: CacheAsk, revision: Revision): Promise<CacheEntry> {
    const { body, tags, staleAfterMs, expiresAfterMs, madeOf } = await fill();
    const filledAt = this.#now();
    return {
      body,
      about,
      tags,
      revision: madeOf !== undefined && !isNoEarlier(madeOf, revision) ? madeOf : revision,
      filledAt,
      staleAt: filledAt + staleAfterMs,
      expiresAt: filledAt + expiresAfterMs,
    };
  }

  /** Without the store nobody knows what has moved: everyone asks the source, and nothing is shared. */
  async #goToSource(ask: CacheAsk, error: unknown): Promise<CacheAnswer> {
    this.#onError(error, `reading ${ask.about} from the cache`);
    return asMiss(await this.#make(ask, { epoch: "", count: 0 }));
  }

  move(tags: readonly string[], bump: Bump): Answered<void> {
    try {
      const moved = this.store.bump(tags, bump);
      return moved instanceof Promise
        ? moved.then(
            () => this.#open(tags),
            (error: unknown) => this.#fence(tags, bump, error),
          )
        : this.#open(tags);
    } catch (error) {
      return this.#fence(tags, bump, error);
    }
  }

  #open(tags: readonly string[]): void {
    if (this.#fenced.size > 0) for (const tag of tags) this.#fenced.delete(tag);
  }

  #fence(tags: readonly string[], bump: Bump, error: unknown): never {
    for (const tag of tags) this.#fenced.set(tag, bump);
    this.#retry ??= setInterval(() => void this.#moveAgain(), this.#retryMs).unref();
    throw error;
  }

  async #moveAgain(): Promise<void> {
    for (const [tag, bump] of this.#fenced)
      try {
        await this.store.bump([tag], bump);
        // It may have been changed again, and failed again, meanwhile.
        if (this.#fenced.get(tag) === bump) this.#fenced.delete(tag);
      } catch {
        return; // it was reported when it failed first; the next round tries again
      }
    if (this.#fenced.size === 0) this.close();
  }

  async settled(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  close(): void {
    clearInterval(this.#retry);
    this.#retry = undefined;
  }
}

/** Tells whether `a` is at or after `b`, in the same epoch. */
function isNoEarlier(a: Revision, b: Revision): boolean {
  return a.epoch === b.epoch && a.count >= b.count;
}

function mayKeep({ expiresAt, filledAt }: CacheEntry): boolean {
  return expiresAt > filledAt;
}

function asMiss(entry: CacheEntry): CacheAnswer {
  return { kind: "miss", entry };
}
