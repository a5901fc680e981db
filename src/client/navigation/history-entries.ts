import type { Entry } from "./router-state.ts";

/** Entries whose scroll position is remembered. */
const maxPositions = 100;

/** The browser's history as the router writes it, and where the visitor had scrolled in each entry. */
export class HistoryEntries {
  #current = entryKey();
  readonly #positions = new Map<string, readonly [x: number, y: number]>();

  /** Remembers where the visitor is in the entry that is about to be left. */
  leave(): void {
    // From the first soft navigation on, positions are ours to restore; a reload stays the browser's.
    history.scrollRestoration = "manual";
    this.#positions.delete(this.#current);
    this.#positions.set(this.#current, [scrollX, scrollY]);
    const [oldest] = this.#positions.keys();
    if (this.#positions.size > maxPositions && oldest !== undefined) this.#positions.delete(oldest);
  }

  /** Notes that the browser moved to another entry by itself. */
  popped(): void {
    this.leave();
    this.#current = entryKey();
  }

  /** Writes the entry of a page that is on screen now, and scrolls. */
  enter({ mode, href, scroll }: Entry): void {
    if (mode !== "pop") {
      const key = mode === "push" ? Math.random().toString(36).slice(2) : this.#current;
      const state = { edict: key };
      if (mode === "push") history.pushState(state, "", href);
      else history.replaceState(state, "", href);
      this.#current = key;
    }
    if (!scroll) return;
    const position = mode === "pop" ? this.#positions.get(this.#current) : undefined;
    if (position !== undefined) scrollTo(...position);
    else if (!scrollToHash()) scrollTo(0, 0);
  }
}

/** Entries that were not written by the router are known by their address. */
function entryKey(): string {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "edict" in state
    ? String(state.edict)
    : location.href;
}

function scrollToHash(): boolean {
  const id = location.hash.slice(1);
  if (id === "") return false;
  const target = document.getElementById(id) ?? document.getElementById(decodeHash(id));
  target?.scrollIntoView();
  return target !== null;
}

function decodeHash(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // not percent-encoded: it stands for itself
  }
}
