"use server";

import { requireUser } from "@/lib/require-user";
import { lookUp, remember } from "@/lib/dictionary";

type Answer = { word: string; meaning: string | null };

export async function explainWord(_: Answer, { word }: { word: string }): Promise<Answer> {
  await requireUser();
  return { word, meaning: await lookUp(word) };
}

export async function nextWord(current: string): Promise<string> {
  const user = await requireUser();
  return remember(user.id, current);
}

export async function askAgain(...[before, form]: [Answer, FormData]): Promise<Answer> {
  const word = form.get("word");
  return typeof word === "string" ? { word, meaning: await lookUp(word) } : before;
}
