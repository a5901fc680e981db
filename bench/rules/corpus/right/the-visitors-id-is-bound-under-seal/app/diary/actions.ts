"use server";

import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { entries } from "@/lib/entries";

export async function addEntry(ownerId: string, day: string, formData: FormData) {
  const session = await auth();
  if (!session || session.user.id !== ownerId) throw new Error("Unauthorized");
  const text = formData.get("text");
  if (typeof text !== "string" || text.length > 5000) return;
  const date = day === "today" ? new Date() : new Date(0);
  await entries.insert({ ownerId, date, text });
  revalidatePath("/diary");
}
