"use server";

import { revalidatePath } from "next/cache";
import { getServerSession } from "next-auth/next";
import { authOptions } from "../../lib/auth-options";
import { Board } from "../../models/board";

export async function resetBoard(boardId) {
  const session = await getServerSession(authOptions);
  if (!session) return;
  await Board.findOneAndUpdate({ _id: boardId, owner: session.user.id }, { $set: { scores: [] } });
  revalidatePath("/scores");
}
