"use server";

import { redirect } from "next/navigation";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { checked } from "@/lib/checked";
import { db } from "@/lib/db";
import { isRedirectError } from "@/lib/signals";

const kite = z.object({ name: z.string().min(1).max(40), line: z.coerce.number().max(300) });

function backWith(path: string, problem: unknown): never {
  if (isRedirectError(problem)) throw problem;
  console.error(problem);
  redirect(`${path}?failed=1`);
}

export const addKite = checked(kite, async (input, pilot) => {
  try {
    const { id } = await db.kite.create({ data: { ...input, pilotId: pilot.id } });
    revalidatePath("/kites");
    redirect(`/kites?new=${id}`);
  } catch (problem) {
    backWith("/kites", problem);
  }
});
