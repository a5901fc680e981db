"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "@/lib/session";
import { addShelf, shelfService } from "@/lib/shelves";
import { z } from "zod";

export async function addShelfForm(form: FormData) {
  const label = z.string().min(1).parse(form.get("label"));
  await addShelf(label);
  revalidatePath("/");
}

export async function emptyShelf(id: string) {
  await requireUser("keeper");
  await shelfService.empty(id);
}
