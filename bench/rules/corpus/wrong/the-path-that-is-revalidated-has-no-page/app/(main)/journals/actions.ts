"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { auth } from "@/auth";
import { db } from "@/db";

export async function writeJournal(formData: FormData) {
  const session = await auth();
  if (!session) throw new Error("Unauthorized");
  const text = z.string().min(1).parse(formData.get("text"));
  const journal = await db.journal.create({ data: { text, userId: session.user.id } });
  revalidatePath("/journal");
  revalidatePath(`/journal/${journal.id}`);
  revalidatePath("/(main)/journals/[journalId]", "page");
}
