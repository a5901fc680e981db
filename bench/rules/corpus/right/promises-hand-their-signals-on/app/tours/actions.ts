"use server";

import { revalidatePath } from "next/cache";
import { redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { report } from "@/lib/report";
import { requireGuide } from "@/lib/session";
import { tours } from "@/lib/tours";

const Tour = z.object({ name: z.string().min(1).max(80).catch("Tour") });

export async function addTour(form: FormData) {
  const guide = await requireGuide();
  const { name } = Tour.parse({ name: form.get("name") });
  await tours
    .insert({ name, guideId: guide.id })
    .catch((problem: unknown) => report(problem))
    .finally(() => revalidatePath("/tours"))
    .then(() => redirect("/tours"));
}

export async function endTours() {
  const guide = await requireGuide();
  const open = await tours.openOf(guide.id);
  await Promise.allSettled(
    open.map((tour: { id: string }) =>
      tours.update({ id: tour.id, guideId: guide.id }, { open: false }).then(() => revalidatePath("/tours")),
    ),
  );
  redirect("/tours");
}

export async function myTours() {
  const guide = await requireGuide();
  return tours.openOf(guide.id).catch(() => []);
}

export async function renameTour(id: string, form: FormData) {
  const guide = await requireGuide();
  const { name } = Tour.parse({ name: form.get("name") });
  return tours
    .update({ id, guideId: guide.id }, { name })
    .then(() => {
      revalidatePath("/tours");
      redirect("/tours");
    })
    .catch((problem: unknown) => {
      unstable_rethrow(problem);
      return { error: "The tour was not renamed" };
    });
}
