"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";

const ticketSchema = z.object({ subject: z.string().min(4), body: z.string().min(10) });

export async function openTicket(formData: FormData) {
  const session = await auth();
  if (!session) return { error: "Sign in to open a ticket." };
  const ticket = ticketSchema.safeParse({ subject: formData.get("subject"), body: formData.get("body") });
  if (!ticket.success) return { error: "Subject or text is too short." };
  await db.ticket.create({ data: { ...ticket.data, reporterId: session.user.id } });
  revalidatePath("/tickets");
  return { error: "" };
}
