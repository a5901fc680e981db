"use server";

import { refresh } from "next/cache";
import { requireUser } from "../../lib/require-user";
import { labs } from "../../lib/labs";

export async function joinLab(lab: string) {
  const user = await requireUser();
  const found = await labs.find(lab);
  if (!found) throw new Error(`Lab ${lab} is not configured`);
  await labs.join(found.id, user.id);
  refresh();
}

// edict-ignore unused-action: the mobile preview build of next month calls it
export async function leaveLab(lab: string) {
  const user = await requireUser();
  await labs.leave(lab, user.id);
  refresh();
}
