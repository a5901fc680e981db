"use server";

import { cookies } from "next/headers";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { prisma } from "@/lib/prisma";

const Line = z.object({ sku: z.string().regex(/^[A-Z]{2}-\d{4}$/), count: z.coerce.number().int().min(1).max(20) });

export async function addToCart(formData: FormData) {
  const line = Line.safeParse({ sku: formData.get("sku"), count: formData.get("count") });
  if (!line.success) return;
  const cartId = (await cookies()).get("cartId")?.value;
  if (!cartId) return;
  await prisma.cartLine.create({ data: { ...line.data, cartId } });
  revalidatePath("/cart");
}

export async function removeLine(lineId: string) {
  const cartId = (await cookies()).get("cartId")?.value;
  if (!cartId) return;
  await prisma.cartLine.deleteMany({ where: { id: lineId, cartId } });
  revalidatePath("/cart");
}
