"use server";

import { requireUser } from "@/lib/require-user";
import { settings } from "@/lib/settings";

export async function saveVolume(volume: number) {
  const user = await requireUser();
  if (!Number.isInteger(volume) || volume < 0 || volume > 11) return { saved: false };
  await settings.upsert({ userId: user.id, key: "volume" }, { value: volume });
  return { saved: true };
}
