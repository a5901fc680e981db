"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { polls } from "@/lib/polls";

export async function vote(pollId: string, option: number) {
  const user = await requireUser();
  if (!Number.isInteger(option)) return;
  await polls.vote({ pollId, option, userId: user.id });
  revalidatePath("/polls");
}

const unvote = async (pollId: string) => {
  const user = await requireUser();
  await polls.deleteVote({ pollId, userId: user.id });
  revalidatePath("/polls");
};

export async function results(pollId: string) {
  return polls.results(pollId);
}

export { unvote as "take back" };
