/** A note on the board. */
export interface Note {
  readonly id: number;
  readonly by: string;
  readonly text: string;
}

/** Kept in memory, on `globalThis`, because hot reload evaluates this module again. */
const holder = globalThis as typeof globalThis & { deskNotes?: Note[] };

/** All notes, the newest first. */
export function notes(): readonly Note[] {
  return holder.deskNotes ?? [];
}

export function pin(by: string, text: string): void {
  const all = notes();
  holder.deskNotes = [{ id: (all[0]?.id ?? 0) + 1, by, text }, ...all].slice(0, 50);
}

export function clear(): void {
  holder.deskNotes = [];
}
