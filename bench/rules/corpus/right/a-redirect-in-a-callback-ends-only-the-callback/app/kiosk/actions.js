"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireGuest } from "../../lib/guests";
import { drinks } from "../../lib/drinks";

export async function order(drink) {
  const guest = await requireGuest();
  if (!["tea", "juice", "water"].includes(drink)) return { soldOut: true };
  const leave = { now: () => redirect("/kiosk/thanks") };
  try {
    await drinks.insert({ drink, guestId: guest.id });
  } catch (error) {
    console.error(error);
    return { soldOut: true };
  }
  revalidatePath("/kiosk");
  if (drink === "water") leave.now();
  return { soldOut: false };
}
