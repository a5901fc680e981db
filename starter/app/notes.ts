export interface Note {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

// In the memory of one process, gone when it ends or this file is edited: your database goes here.
const notes: Note[] = [];

export function listNotes(): readonly Note[] {
  return notes.toReversed();
}

export function addNote(title: string, text: string): void {
  notes.push({ id: crypto.randomUUID(), title, text });
}
