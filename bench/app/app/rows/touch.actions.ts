"use server";

import { revalidatePath } from "edict";

export async function touch(): Promise<void> {
  revalidatePath("/rows");
}
