"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { auth } from "@/auth";
import { db } from "@/lib/db";

export async function renameAccount(userId: string, formData: FormData) {
  const session = await auth();
  if (session?.user?.id !== userId) throw new Error("Forbidden");
  const name = z.string().min(1).max(60).parse(formData.get("name"));
  await db.user.update({ where: { id: userId }, data: { name } });
  revalidatePath("/account");
}

export async function closeAccount(userId: string) {
  const session = await auth();
  if (session?.user?.id !== userId) throw new Error("Forbidden");
  await db.user.update({ where: { id: userId }, data: { closedAt: new Date() } });
  redirect("/goodbye");
}
