"use server";

import { redirect } from "next/navigation";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { auth } from "@/auth";
import { db } from "@/lib/db";

const petition = z.object({ demand: z.string().trim().min(10).max(280) });

export type PetitionState = { error: string | null };

export async function startPetition(_: PetitionState, formData: FormData): Promise<PetitionState> {
  const session = await auth();
  if (!session?.user) redirect("/login");

  const input = petition.safeParse({ demand: formData.get("demand") });
  if (!input.success) return { error: "Between 10 and 280 letters." };

  let target: string | undefined;
  try {
    const row = await db.petition.create({ data: { ...input.data, starterId: session.user.id } });
    target = `/petitions/${row.id}`;
  } catch (error) {
    console.error("petition not stored", error);
    return { error: "The petition was not stored. Try again." };
  }
  revalidatePath("/petitions");
  redirect(target);
}
