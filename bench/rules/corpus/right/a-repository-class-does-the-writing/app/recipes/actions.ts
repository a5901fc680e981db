"use server";

import * as z from "zod";
import { refresh } from "next/cache";
import { recipes } from "../../lib/recipe-repository";
import { requireCook } from "../../lib/require-cook";

const input = z.tuple([z.number().int(), z.string().trim().min(2).max(80)]);

export async function renameRecipe(...args: [number, string]) {
  const cook = await requireCook();
  const [id, title] = input.parse(args);
  const repository = await recipes();
  if (!(await repository.rename(id, cook.id, title))) return { error: "This recipe is not yours." };
  refresh();
  return { error: null };
}

export async function removeRecipe(id: number) {
  const cook = await requireCook();
  await (await recipes()).remove(id, cook.id);
  refresh();
}
