"use server";

import { revalidatePath } from "next/cache";
import { getSession } from "@/lib/session";
import { FileModel } from "@/models/file";

export async function trashFile(id) {
  const session = await getSession();
  if (!session.isLoggedIn) throw new Error("Unauthorized");
  await FileModel.findByIdAndUpdate(id, { deletedAt: new Date() });
  revalidatePath("/files");
}

export async function restoreFile(formData) {
  const session = await getSession();
  if (!session.isLoggedIn) throw new Error("Unauthorized");
  const file = await FileModel.findById(formData.get("id"));
  if (!file) return { error: "This file is gone for good." };
  file.deletedAt = null;
  await file.save();
  revalidatePath("/files");
  return { error: null };
}
