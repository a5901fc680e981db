import { cache, updateTag } from "edict";
import { database } from "./database";
import { instanceName } from "./instance";

/** A note on the board, and the instance that took it. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly author: string;
}

/** The notes, the newest first, and the instance that read them from the database. */
export const listNotes = cache(
  async (): Promise<{ readonly notes: Note[]; readonly madeBy: string }> => {
    const db = await database();
    const { rows } = await db.query<Note>(
      "SELECT id::text, text, author FROM notes ORDER BY id DESC LIMIT 20",
    );
    return { notes: rows, madeBy: instanceName() };
  },
  { key: "notes", tags: ["notes"], life: "hours" },
);

/** Puts a note on the board. When the answer of the action goes out, no instance shows the board of before. */
export async function addNote(text: string): Promise<void> {
  const db = await database();
  await db.query("INSERT INTO notes (text, author) VALUES ($1, $2)", [text, instanceName()]);
  updateTag("notes");
}
