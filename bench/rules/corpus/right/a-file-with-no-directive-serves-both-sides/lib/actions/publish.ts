"use server";

import { writeFile } from "node:fs/promises";
import { revalidatePath } from "next/cache";
import { requireUser } from "../require-user";
import { essays } from "../essays";
import { slugOf } from "../slugs";

export async function publish(formData: FormData) {
  const user = await requireUser();
  const title = formData.get("title");
  if (typeof title !== "string" || title.length < 3) return;
  await essays.create({ title, slug: slugOf(title), authorId: user.id });
  await writeFile("data/last-published.txt", title);
  revalidatePath("/essays");
}
