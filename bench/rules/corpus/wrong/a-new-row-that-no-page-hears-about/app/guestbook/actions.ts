"use server";

import { z } from "zod";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";

const entry = z.object({ text: z.string().trim().min(1).max(500) });

export async function signGuestbook(formData: FormData) {
  const session = await auth();
  if (!session?.user) throw new Error("Unauthorized");
  const { text } = entry.parse({ text: formData.get("text") });
  await db.entry.create({ data: { text, authorId: session.user.id } });
}
