"use server";

import { z } from "zod";
import { auth } from "@/auth";
import { tours } from "@/lib/tours";

const stopList = z.array(z.string().max(60)).min(1).max(99);

export async function planTour(stops: string[]) {
  const session = await auth();
  if (!session) throw new Error("Not signed in");
  return tours.insert({ stops: stopList.parse(stops), userId: session.user.id });
}
