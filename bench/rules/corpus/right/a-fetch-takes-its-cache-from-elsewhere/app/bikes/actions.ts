"use server";

import { updateTag, revalidateTag } from "next/cache";
import { requireRider } from "../../lib/riders";
import { Tags } from "../../lib/tags";

export async function freeBike(bikeId: string, dockId: string) {
  const rider = await requireRider();
  const answer = await fetch(`https://api.example.test/riders/${rider.id}/bikes/${encodeURIComponent(bikeId)}`, { method: "DELETE" });
  if (!answer.ok) return { error: "Try another dock." };
  updateTag(Tags.Bikes);
  updateTag(Tags.Docks);
  revalidateTag(`dock:${dockId}`, "max");
  return { error: null };
}
