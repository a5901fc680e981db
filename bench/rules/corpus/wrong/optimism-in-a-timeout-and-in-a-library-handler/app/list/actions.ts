"use server";

import { refresh } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { items } from "@/lib/items";

export async function addItem(item: string) {
  const user = await requireUser();
  if (typeof item !== "string" || item.length > 50) return;
  await items.insert({ item, userId: user.id });
  refresh();
}
