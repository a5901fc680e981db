"use server";

import { auth } from "@/lib/auth";
import { log } from "@/lib/log";

export async function cast(voterId: string) {
  const session = await auth();
  if (session?.user.id !== voterId) throw new Error("Forbidden");
  log("voted");
}
