"use server";

import { revalidatePath } from "next/cache";
import { ActionError } from "edict";
import { z } from "zod";
import { requireUser } from "@/lib/require-user";
import { db } from "@/lib/db";

class SeatTaken extends Error {}

const Seat = z.object({ row: z.coerce.number().int(), place: z.coerce.number().int() });

export async function bookSeat(_: { message: string }, formData: FormData) {
  const user = await requireUser();
  const seat = Seat.safeParse(Object.fromEntries(formData));
  if (!seat.success) return { message: "Choose a seat." };
  try {
    await db.$transaction(async (tx) => {
      const taken = await tx.booking.findFirst({ where: seat.data });
      if (taken) throw new SeatTaken("somebody was faster");
      const mine = await tx.booking.count({ where: { userId: user.id } });
      if (mine >= 4) throw new SeatTaken("four seats are enough");
      await tx.booking.create({ data: { ...seat.data, userId: user.id } });
    });
  } catch (error) {
    if (error instanceof SeatTaken) return { message: `Not booked: ${error.message}.` };
    throw error;
  }
  revalidatePath("/seats");
  return { message: "Booked." };
}

export async function giveBack(bookingId: string) {
  const user = await requireUser();
  const { count } = await db.booking.deleteMany({ where: { id: bookingId, userId: user.id } });
  if (count === 0) throw new ActionError("NO_BOOKING", "This seat is not yours.", { status: 404 });
  revalidatePath("/seats");
}
