"use server";

import { z } from "zod";
import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { db } from "@/lib/db";

const Transfer = z.object({
  ownerId: z.string(),
  accountId: z.string(),
  recipientId: z.string(),
  cents: z.coerce.number().int().positive(),
});

export type TransferState = { error?: string };

export async function transfer(_state: TransferState, formData: FormData): Promise<TransferState> {
  const session = await auth();
  if (!session?.user) return { error: "Your session has ended." };

  const parsed = Transfer.safeParse(Object.fromEntries(formData));
  if (!parsed.success) return { error: "Please check what you typed." };
  const { ownerId, accountId, recipientId, cents } = parsed.data;

  // The page was rendered for somebody else: another tab signed in anew.
  if (ownerId !== session.user.id) return { error: "You are signed in as somebody else now." };

  const account = await db.account.findFirst({ where: { id: accountId, ownerId: session.user.id } });
  if (!account || account.cents < cents) return { error: "Not enough money." };

  await db.$transaction([
    db.account.update({ where: { id: account.id }, data: { cents: { decrement: cents } } }),
    db.account.update({ where: { userId: recipientId }, data: { cents: { increment: cents } } }),
  ]);
  revalidatePath("/transfer");
  return {};
}
