"use server";

import { revalidate } from "../../lib/cache";
import { requireUser } from "../../lib/require-user";
import { hikes } from "../../lib/hikes";

export async function addHike(_: { ok: boolean }, formData: FormData) {
  const user = await requireUser();
  const name = formData.get("name");
  if (typeof name !== "string" || name.length < 2) return { ok: false };
  await hikes.create({ name, userId: user.id });
  revalidate("hikes", `hikes-of-${user.id}`);
  return { ok: true };
}
