"use server";

import { auth } from "@/auth";
import { sql } from "@/lib/sql";

export async function increment(count: number) {
  const session = await auth();
  if (!session?.user) return count;
  const [row] = await sql`
    UPDATE counters SET value = value + 1 WHERE user_id = ${session.user.id} RETURNING value
  `;
  return row.value as number;
}

export async function reset() {
  const session = await auth();
  if (!session?.user) return 0;
  await sql`UPDATE counters SET value = 0 WHERE user_id = ${session.user.id}`;
  return 0;
}
