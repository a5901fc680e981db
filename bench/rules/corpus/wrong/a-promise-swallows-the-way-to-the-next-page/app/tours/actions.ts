"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { requireGuide } from "@/lib/session";
import { tours } from "@/lib/tours";

const Tour = z.object({ name: z.string().min(1).max(80) });

export async function addTour(form: FormData) {
  const guide = await requireGuide();
  const { name } = Tour.parse({ name: form.get("name") });
  revalidatePath("/tours");
  await tours
    .insert({ name, guideId: guide.id })
    .then(() => redirect("/tours"))
    .catch((problem: unknown) => {
      console.error("not added", problem);
    });
}

export async function endTours() {
  const guide = await requireGuide();
  const open = await tours.openOf(guide.id);
  await Promise.allSettled(
    open.map(async (tour: { id: string }) => {
      await tours.update({ id: tour.id, guideId: guide.id }, { open: false });
      revalidatePath("/tours");
      redirect("/tours");
    }),
  );
}

export async function myTours() {
  const guide = await requireGuide().catch(() => null);
  return guide === null ? [] : tours.openOf(guide.id);
}

export async function renameTour(id: string, form: FormData) {
  try {
    const guide = await requireGuide();
    const { name } = Tour.parse({ name: form.get("name") });
    await tours.update({ id, guideId: guide.id }, { name });
    revalidatePath("/tours");
  } catch {
    return { error: "The tour was not renamed" };
  }
}
