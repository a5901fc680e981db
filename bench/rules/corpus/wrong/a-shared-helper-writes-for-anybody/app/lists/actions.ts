"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { db } from "@/db";
import { lists } from "@/db/schema";

const Name = z.string().trim().min(1).max(60);

async function insertList(name: string) {
  await db.insert(lists).values({ name });
  revalidatePath("/lists");
}

export async function createList(formData: FormData) {
  const name = Name.parse(formData.get("name"));
  await insertList(name);
}
