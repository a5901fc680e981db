"use server";

import { refresh } from "edict";
import { clear, pin } from "@/lib/board";
import { requireKeeper, requirePerson } from "@/lib/session";

/** What the form of the board shows. */
export interface NoteState {
  readonly message?: string;
  readonly text?: string;
}

/** Pins a note, signed with the name in the session. */
export async function pinNote(_previous: NoteState, form: FormData): Promise<NoteState> {
  const { name } = await requirePerson();
  const text = String(form.get("text") ?? "").trim();
  if (text === "" || text.length > 200) return { message: "1 to 200 letters, please.", text };
  pin(name, text);
  refresh();
  return {};
}

/** Takes all notes down; a keeper may. */
export async function clearBoard(): Promise<void> {
  await requireKeeper();
  clear();
  refresh();
}
