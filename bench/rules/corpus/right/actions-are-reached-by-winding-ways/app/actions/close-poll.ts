"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { polls } from "@/lib/polls";

export default async function closePoll(pollId: string) {
  const user = await requireUser();
  await polls.update({ id: pollId, ownerId: user.id }, { closed: true });
  revalidatePath("/polls");
}
