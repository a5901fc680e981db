"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { createClient } from "@/lib/supabase";
import { getCurrentWorkshop, requireUser } from "@/lib/people";
import { db } from "@/lib/db";
import { heating } from "@/lib/heating";

const glaze = z.object({ name: z.string().min(1).max(60), cone: z.coerce.number().int() });

export async function addGlaze(form: FormData) {
  await requireUser();
  const row = glaze.parse(Object.fromEntries(form));
  const supabase = await createClient();
  const { error } = await supabase.from("glazes").insert(row);
  if (error) {
    console.error("The glaze was not stored", error);
  } else {
    revalidatePath("/kilns");
  }
}

export async function forgetGlaze(id: string) {
  await requireUser(["master"]);
  try {
    await db.glaze.delete({ where: { id } });
    revalidatePath("/kilns");
  } catch (problem) {
    console.error(problem);
  }
}

export async function hire(form: FormData) {
  await requireUser("master");
  const role = z.enum(["potter", "master"]).parse(form.get("role"));
  const name = z.string().min(2).parse(form.get("name"));
  await db.person.create({ data: { name, role } });
  revalidatePath("/kilns");
}

export async function light(kilnId: string) {
  const workshop = await getCurrentWorkshop();
  if (!workshop || workshop.role !== "master") return { error: "Only a master lights a kiln" };
  const key = process.env.HEATING_KEY;
  if (!key) throw new Error("Please set HEATING_KEY");
  const started = await heating(key).start(kilnId);
  if (!started.success) throw new Error(started.problem);
  const { count } = await db.kiln.updateMany({
    where: { id: kilnId, workshopId: workshop.id },
    data: { lit: true },
  });
  if (count > 0) revalidatePath("/kilns");
  return { error: null };
}
