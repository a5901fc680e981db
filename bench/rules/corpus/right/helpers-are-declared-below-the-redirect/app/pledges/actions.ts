"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getSession } from "@/lib/session";
import { prisma } from "@/lib/prisma";

export async function pledge(formData: FormData): Promise<void> {
  const session = await getSession();
  if (!session) return redirect("/login");
  const amount = readAmount(formData.get("amount"));
  if (amount === undefined) redirect("/pledges?error=amount");
  await prisma.pledge.create({ data: { amount, userId: session.userId } });
  revalidatePath("/pledges");
  redirect("/pledges/thanks");

  function readAmount(value: FormDataEntryValue | null) {
    const number = Number(value);
    return Number.isInteger(number) && number > 0 && number <= 500 ? number : undefined;
  }
}

export async function withdraw(pledgeId: string): Promise<void> {
  const session = await getSession();
  if (!session) {
    redirect("/login");
    return;
  }
  const { count } = await prisma.pledge.deleteMany({ where: { id: pledgeId, userId: session.userId } });
  if (count === 0) redirect("/pledges?error=unknown");
  revalidatePath("/pledges");
}
