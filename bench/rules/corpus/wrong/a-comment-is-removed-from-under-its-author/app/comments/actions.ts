"use server";

import { updateTag } from "next/cache";
import { auth } from "@/auth";
import { comments } from "@/lib/comments";

export async function removeComment(formData: FormData) {
  const session = await auth();
  if (!session?.user?.id) return { error: "Sign in first." };
  const id = Number(formData.get("commentId"));
  if (!Number.isSafeInteger(id)) return { error: "No such comment." };
  await comments.deleteOne({ id });
  updateTag("comments");
  return { error: null };
}
