"use server";

import { z } from "zod";
import { showShelves } from "@/lib/cache";
import { requireKeeper } from "@/lib/session";
import { addShelf, shelfService } from "@/lib/shelves";

const Label = z.string().min(1).max(40);

export async function addShelfForm(form: FormData) {
  await addShelf(Label.parse(form.get("label")));
}

export async function emptyShelf(id: string) {
  await requireKeeper();
  await shelfService.empty(id).finally(() => showShelves());
}

export async function renameShelf(id: string, form: FormData) {
  const keeper = await requireKeeper();
  if (keeper?.role !== "head") return { error: "Ask the head keeper" };
  return shelfService.rename(id, Label.parse(form.get("label")));
}
