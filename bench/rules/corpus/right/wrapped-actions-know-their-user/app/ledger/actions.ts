"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { authed } from "@/lib/authed";
import { db } from "@/lib/db";

const entry = z.object({ label: z.string().min(1).max(80), cents: z.coerce.number().int() });

export const addEntry = authed(entry, async ({ label, cents }, user) => {
  const { id } = await db.entry.create({ data: { label, cents, userId: user.id } });
  revalidatePath("/ledger");
  return id;
});

export const deleteEntry = authed(z.object({ id: z.string().cuid() }), async (input, user) => {
  await db.entry.deleteMany({ where: { id: input.id, userId: user.id } });
  revalidatePath("/ledger");
});
