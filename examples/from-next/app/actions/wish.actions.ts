"use server";

import { and, eq } from "drizzle-orm";
import { revalidatePath } from "next/cache";
import { unauthorized } from "next/navigation";
import { z } from "zod";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";
import { wishes } from "@/lib/schema";

const wishInput = z.object({
  seedId: z.coerce.number().int().positive(),
  wish: z.enum(["yes", "no"]),
});

/** Puts a seed on the member's list of wishes, or takes it off. */
export async function setWish(formData: FormData): Promise<void> {
  const member = (await auth()) ?? unauthorized();
  const { seedId, wish } = wishInput.parse(Object.fromEntries(formData));
  const database = await db();
  if (wish === "yes")
    await database.insert(wishes).values({ seedId, memberId: member.id }).onConflictDoNothing();
  else
    await database
      .delete(wishes)
      .where(and(eq(wishes.seedId, seedId), eq(wishes.memberId, member.id)));
  revalidatePath("/seeds/[id]", "page");
}
