"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireAdmin } from "@/lib/require-admin";
import { db } from "@/lib/db";

const Assignment = z.object({ userId: z.string().cuid(), role: z.enum(["reader", "writer"]) });

export async function suspendUser(userId: string) {
  await requireAdmin();
  await db.user.update({ where: { id: userId }, data: { suspendedAt: new Date() } });
  revalidatePath("/admin/users");
}

export async function setRole(formData: FormData) {
  await requireAdmin();
  const { userId, role } = Assignment.parse({ userId: formData.get("userId"), role: formData.get("role") });
  await db.user.update({ where: { id: userId }, data: { role } });
  revalidatePath("/admin/users");
}
