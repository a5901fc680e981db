"use server";

import { addNote } from "@/lib/notes";

/** Takes a note from the form. */
export async function postNote(form: FormData): Promise<void> {
  const text = form.get("text");
  if (typeof text !== "string" || text.trim() === "" || text.length > 200) return;
  // edict-ignore action-without-auth: the board is open to everyone
  await addNote(text.trim());
}
