"use server";

import { redirect, refresh } from "edict";
import { writeNote } from "@/lib/orders";

/** What a form that adds a note shows. */
export interface NoteState {
  readonly error?: string;
}

/** Adds a note to an order. Everyone may: the example has no accounts. */
export async function addNote(_before: NoteState, form: FormData): Promise<NoteState> {
  const [id, note] = [form.get("order"), form.get("note")];
  if (typeof id !== "string" || typeof note !== "string") return { error: "A field is missing." };
  const text = note.trim();
  if (text === "" || text.length > 200) return { error: "Write between 1 and 200 characters." };
  if (!writeNote(id, text)) return { error: "There is no such order." };
  // Who is done with the order goes back to the list: in a dialog that closes it.
  if (form.get("then") === "list") redirect("/orders");
  refresh();
  return {};
}
