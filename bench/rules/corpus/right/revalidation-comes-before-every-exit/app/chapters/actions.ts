"use server";

import { revalidatePath, refresh } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { requireUser } from "@/lib/require-user";
import { chapters } from "@/lib/chapters";

export async function finishChapter(chapterId: string, next: "stay" | "read" | "leave") {
  const user = await requireUser();
  const chapter = await chapters.findOne({ id: chapterId, authorId: user.id });
  if (!chapter) notFound();

  await chapters.update({ id: chapter.id, authorId: user.id }, { finished: true });
  revalidatePath("/chapters");

  if (next === "leave") redirect("/");
  if (next === "read") {
    redirect(`/chapters/${chapter.id}`);
  }
  for (const reader of await chapters.readers(chapter.id)) {
    if (reader.id === user.id) continue;
    await chapters.notify(reader);
  }
  refresh();
}

export async function reopenChapter(chapterId: string) {
  const user = await requireUser();
  const leave = () => redirect("/chapters");
  const count = await chapters.update({ id: chapterId, authorId: user.id }, { finished: false });
  if (count > 0) revalidatePath("/chapters");
  else leave();
}
