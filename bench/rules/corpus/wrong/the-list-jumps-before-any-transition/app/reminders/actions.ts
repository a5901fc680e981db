"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { db } from "@/lib/db";

export async function removeReminder(id: string) {
  const user = await requireUser();
  await db.reminder.deleteMany({ where: { id, userId: user.id } });
  revalidatePath("/reminders");
}

export async function snoozeReminder(id: string) {
  const user = await requireUser();
  await db.reminder.updateMany({ where: { id, userId: user.id }, data: { snoozed: true } });
  revalidatePath("/reminders");
}
