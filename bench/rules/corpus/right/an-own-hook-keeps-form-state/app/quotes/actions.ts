"use server";

import { refresh } from "next/cache";
import { getCurrentUser } from "../../lib/current-user";
import { quotes } from "../../lib/quotes";

export async function saveQuote({ text, source }: { text: string; source: string }) {
  const user = await getCurrentUser();
  if (!user) return false;
  if (typeof text !== "string" || typeof source !== "string") return false;
  if (text.length > 300 || source.length > 100) return false;
  await quotes.insert({ text, source, userId: user.id });
  refresh();
  return true;
}
