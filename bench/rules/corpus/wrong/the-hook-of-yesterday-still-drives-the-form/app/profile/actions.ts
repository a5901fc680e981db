"use server";

import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { db } from "@/db";

interface State {
  error: string | null;
}

export async function saveProfile(_state: State, data: FormData): Promise<State> {
  const session = await auth();
  if (!session?.user) return { error: "You are signed out." };
  const displayName = data.get("displayName");
  if (typeof displayName !== "string" || displayName.trim().length < 2) {
    return { error: "At least two letters, please." };
  }
  await db.user.update({ where: { id: session.user.id }, data: { displayName: displayName.trim() } });
  revalidatePath("/profile");
  return { error: null };
}
