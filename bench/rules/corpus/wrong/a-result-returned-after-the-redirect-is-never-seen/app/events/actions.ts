"use server";

import { redirect } from "next/navigation";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { auth } from "@/auth";
import { db } from "@/lib/db";

const EventInput = z.object({ name: z.string().min(1).max(100), startsAt: z.coerce.date() });

export async function addEvent(form: FormData) {
  const session = await auth();
  if (!session) redirect("/api/auth/signin");
  const input = EventInput.parse({ name: form.get("name"), startsAt: form.get("startsAt") });
  await db.event.create({ data: { ...input, hostId: session.user.id } });
  revalidatePath("/events");
  redirect("/events");
  return { success: true };
}
