"use server";

import { revalidatePath } from "next/cache";
import { readToken } from "../../lib/read-token";
import { requireUser } from "../../lib/require-user";
import { notes } from "../../lib/notes";

export async function addNote(data: FormData) {
  const user = await requireUser(await readToken());
  const text = data.get("text");
  if (typeof text !== "string" || text.length > 500) return;
  await notes.insert({ text, userId: user.id });
  revalidatePath("/notes");
}
