"use server";

import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { db } from "@/lib/db";

export async function redeemCoupon(formData: FormData) {
  const session = await auth();
  if (!session?.user) throw new Error("Unauthorized");

  const code = formData.get("code");
  if (typeof code !== "string" || !/^[A-Z0-9]{8}$/.test(code)) {
    throw new Error("A coupon has eight letters or digits.");
  }

  const used = await db.redemption.findFirst({ where: { code, userId: session.user.id } });
  if (used) throw new Error("You have already used this coupon.");

  await db.redemption.create({ data: { code, userId: session.user.id } });
  revalidatePath("/coupons");
}
