"use server";

import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { authOptions } from "@/lib/auth-options";
import { prisma } from "@/lib/prisma";

const letters = new Set(["a", "b", "c", "d"]);

export async function submitAnswer(questionId: number, formData: FormData) {
  const session = await getServerSession(authOptions);
  if (!session) throw new Error("Unauthorized");

  const choice = formData.get("choice");
  if (typeof choice !== "string" || !letters.has(choice)) return;
  if (!Number.isInteger(questionId)) return;

  await prisma.answer.create({ data: { questionId, choice, playerId: session.user.id } });

  redirect(`/quiz/${questionId + 1}`);
  await prisma.player.update({ where: { id: session.user.id }, data: { answered: { increment: 1 } } });
}
