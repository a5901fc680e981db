"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { requireUser } from "@/lib/require-user";
import { sql } from "@/lib/sql";

const id = z.coerce.number().int();

export async function markRead(letterId: number) {
  const user = await requireUser();
  await sql`update letters set read = true where id = ${id.parse(letterId)} and user_id = ${user.id}`;
  refresh();
}

export async function markUnread(letterId: number) {
  const user = await requireUser();
  await sql`update letters set read = false where id = ${id.parse(letterId)} and user_id = ${user.id}`;
  refresh();
}

export const archiveLetters = async () => {
  const user = await requireUser();
  await sql`update letters set archived = true where user_id = ${user.id}`;
  refresh();
};

async function letterCount() {
  const user = await requireUser();
  const [row] = await sql`select count(*) from letters where user_id = ${user.id}`;
  return Number(row.count);
}

export { letterCount as countLetters };
