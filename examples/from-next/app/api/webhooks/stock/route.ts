import { createHmac, timingSafeEqual } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { revalidatePath, revalidateTag } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import { db } from "@/lib/db";
import { seeds } from "@/lib/schema";

const delivery = z.object({ seed: z.int().positive(), packets: z.int().min(1).max(99) });

/** A delivery of packets, told by the seed bank; the signature is over the bytes as they came. */
export async function POST(request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  const given = Buffer.from((await headers()).get("x-signature") ?? "", "hex");
  const wanted = createHmac("sha256", process.env.SEEDS_WEBHOOK_SECRET ?? "")
    .update(body)
    .digest();
  if (!process.env.SEEDS_WEBHOOK_SECRET || given.length !== 32 || !timingSafeEqual(given, wanted))
    return new Response("wrong signature", { status: 401 });

  const { seed, packets } = delivery.parse(JSON.parse(body.toString()));
  await (
    await db()
  )
    .update(seeds)
    .set({ packets: sql`least(${seeds.packets} + ${packets}, 99)` })
    .where(eq(seeds.id, seed));
  revalidateTag("seeds", "max");
  revalidatePath(`/seeds/${seed}`);
  return new Response(null, { status: 204 });
}
