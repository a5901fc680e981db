"use server";

import { z } from "zod";
import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { db } from "@/lib/db";

const body = z.string().trim().min(1).max(10_000);

export async function postMessage(formData: FormData) {
  const session = await auth();
  if (!session) throw new Error("Unauthorized");
  const text = body.parse(formData.get("text"));
  const authorId = z.string().parse(formData.get("authorId"));
  await db.message.create({ data: { text, authorId } });
  revalidatePath("/forum");
}

export async function startThread(formData: FormData) {
  const session = await auth();
  if (!session) throw new Error("Unauthorized");
  await db.thread.create({
    data: {
      title: body.parse(formData.get("title")),
      starterId: z.coerce.number().parse(formData.get("userId")),
    },
  });
  revalidatePath("/forum");
}
