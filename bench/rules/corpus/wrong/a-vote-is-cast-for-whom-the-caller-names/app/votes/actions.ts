"use server";

import { revalidatePath } from "next/cache";
import * as v from "valibot";
import { requireUser } from "@/lib/auth";
import { query } from "@/lib/pg";

const Choice = v.picklist(["yes", "no"]);

export async function castVote({ userId, choice }: { userId: string; choice: string }) {
  await requireUser();
  const vote = v.parse(Choice, choice);
  const voter = v.parse(v.pipe(v.string(), v.uuid()), userId);
  await query("INSERT INTO votes (voter_id, choice) VALUES ($1, $2)", [voter, vote]);
  revalidatePath("/votes");
}
