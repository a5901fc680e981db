"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "../../lib/require-user";
import { steps } from "../../lib/steps";

export async function markDone(name: string) {
  const user = await requireUser();
  if (!["first", "second"].includes(name)) return;
  await steps.upsert({ userId: user.id, name }, { doneAt: new Date() });
  revalidatePath("/steps/[flow]", "page");
}
