import type { ReactNode } from "react";
import type { FetchedPage } from "./fetch-page.ts";
import type { Page } from "./page.ts";

const freshForMs = 30_000;
const maxEntries = 32;

/** A page fetched ahead, and the page that was shown then: what it leaves out is held there. */
export interface Prefetched {
  readonly fetched: Promise<FetchedPage>;
  readonly base: Page<ReactNode>;
}

/** Pages fetched ahead of their visit, for 30 seconds, each used once. */
export class PrefetchCache {
  readonly #entries = new Map<string, Prefetched & { readonly at: number }>();

  has(url: string): boolean {
    const entry = this.#entries.get(url);
    return entry !== undefined && performance.now() - entry.at < freshForMs;
  }

  set(url: string, prefetched: Prefetched): void {
    this.#entries.set(url, { ...prefetched, at: performance.now() });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > maxEntries && oldest !== undefined) this.#entries.delete(oldest);
  }

  /** Gives the page away; undefined when there is none that is fresh. */
  take(url: string): Prefetched | undefined {
    const entry = this.has(url) ? this.#entries.get(url) : undefined;
    this.#entries.delete(url);
    return entry;
  }

  clear(): void {
    this.#entries.clear();
  }
}
