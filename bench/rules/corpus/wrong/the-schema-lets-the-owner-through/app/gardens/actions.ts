"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { requireUser } from "../../lib/require-user";
import { gardens } from "../../lib/gardens";

const gardenSchema = z.object({
  name: z.string().min(1).max(50),
  beds: z.number().int().min(1),
  ownerId: z.string(),
});

export async function createGarden(input: unknown) {
  await requireUser();
  const garden = gardenSchema.parse(input);
  await gardens.insert({ name: garden.name, beds: garden.beds, ownerId: garden.ownerId });
  refresh();
}
