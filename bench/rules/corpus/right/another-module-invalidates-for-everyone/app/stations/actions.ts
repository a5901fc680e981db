"use server";

import { z } from "zod";
import { stationChanged } from "@/lib/invalidate";
import { assertPermission } from "@/lib/permissions";
import { stations } from "@/lib/stations-repository";

const Change = z.object({ id: z.number().int(), name: z.string().min(1).max(40) });

export async function renameStation(change: z.input<typeof Change>) {
  await assertPermission("stations.write");
  const { id, name } = Change.parse(change);
  await stations.update(id, { name });
  stationChanged(id);
}
