import { LRUCache } from "lru-cache";

/** Counts, in this process, how often entries are served, until somebody who writes anyway writes it down. */
export class HitCounts {
  readonly #counts: LRUCache<string, { hash: string; fill: number; hits: number }>;

  /** @param max entries that are counted at a time; beyond it the counts of those go that were served longest ago */
  constructor(max: number) {
    this.#counts = new LRUCache({ max });
  }

  get size(): number {
    return this.#counts.size;
  }

  /** Counts one; what an earlier fill of the same key was served is forgotten. */
  add(hash: string, fill: number): void {
    const count = this.#counts.get(hash);
    if (count?.fill === fill) count.hits += 1;
    else this.#counts.set(hash, { hash, fill, hits: 1 });
  }

  /** Takes out the counts of at most `limit` entries, first of those that were served longest ago. */
  take(limit: number): HitCount[] {
    const taken: HitCount[] = [];
    while (taken.length < limit) {
      const count = this.#counts.pop();
      if (count === undefined) break;
      taken.push(count);
    }
    return taken;
  }
}

/** How often what one fill kept was served since that was last written down. */
export interface HitCount {
  /** Of the key. */
  readonly hash: string;
  /** Number of the fill. */
  readonly fill: number;
  readonly hits: number;
}
