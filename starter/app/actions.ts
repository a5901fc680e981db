"use server";

import { refresh } from "edict";
import { addNote } from "./notes";

/** What the form shows: the fields as they were typed, what is wrong with each, and whether a note was saved. */
export interface NoteState {
  readonly values: { readonly title: string; readonly text: string };
  readonly problems: { readonly title?: string; readonly text?: string };
  readonly saved?: string;
}

/** Saves a note. Anybody can call it with anything, so it looks at what came. */
export async function saveNote(_before: NoteState, form: FormData): Promise<NoteState> {
  const values = { title: readField(form, "title"), text: readField(form, "text") };
  const problems = {
    ...(isOfLength(values.title, 80) ? {} : { title: "Give it a title of 1 to 80 characters." }),
    ...(isOfLength(values.text, 1000) ? {} : { text: "Write 1 to 1000 characters." }),
  };
  if (Object.keys(problems).length > 0) return { values, problems };
  addNote(values.title, values.text);
  refresh();
  return { values: { title: "", text: "" }, problems: {}, saved: values.title };
}

function readField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

function isOfLength(text: string, most: number): boolean {
  return text.length >= 1 && text.length <= most;
}
