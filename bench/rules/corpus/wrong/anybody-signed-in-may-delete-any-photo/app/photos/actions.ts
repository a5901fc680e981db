"use server";

import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { prisma } from "@/lib/prisma";

export async function deletePhoto(photoId: string) {
  const session = await auth();
  if (!session?.user) throw new Error("Unauthorized");
  await prisma.photo.delete({ where: { id: photoId } });
  revalidatePath("/photos");
}
