"use server";

import { createHash } from "node:crypto";
import { redirect } from "next/navigation";

const recent = new Map<string, number>();

export async function countDistinct(words: string[]) {
  const seen = new Set<string>();
  for (const word of words) seen.add(word);
  seen.delete("");
  return seen.size;
}

export async function fingerprint(text: string) {
  const key = createHash("sha256").update(text).digest("hex");
  recent.delete(key);
  recent.set(key, Date.now());
  const entry = Object.create(null);
  entry[key] = recent.size;
  console.debug(entry);
}

export async function clearFilter(formData: FormData) {
  formData.delete("page");
  const query = new URLSearchParams();
  for (const [name, value] of formData) if (typeof value === "string") query.append(name, value);
  query.delete("filter");
  redirect(`/filters?${query}`);
}
