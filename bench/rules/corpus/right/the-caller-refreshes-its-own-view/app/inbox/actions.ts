"use server";

import { getUser } from "@/lib/session";
import { messages } from "@/lib/messages";

export async function markAllRead() {
  const user = await getUser();
  if (!user) throw new Error("Unauthorized");
  await messages.updateMany({ recipientId: user.id }, { readAt: new Date() });
}

export async function emptyTrash() {
  const user = await getUser();
  if (!user) throw new Error("Unauthorized");
  await messages.deleteMany({ recipientId: user.id, trashed: true });
}
