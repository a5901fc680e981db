"use server";

import { revalidatePath } from "next/cache";
import { eq, and } from "drizzle-orm";
import { db } from "@/db";
import { tasks } from "@/db/schema";
import { requireUser } from "@/lib/require-user";

async function mine(id: string) {
  const user = await requireUser();
  return and(eq(tasks.id, id), eq(tasks.userId, user.id));
}

export async function completeTask(id: string) {
  await db.update(tasks).set({ done: true }).where(await mine(id));
  revalidatePath("/tasks");
}

export async function removeTask(id: string) {
  await db.delete(tasks).where(await mine(id));
  revalidatePath("/tasks");
}
