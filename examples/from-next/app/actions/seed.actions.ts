"use server";

import { and, eq, gt, sql } from "drizzle-orm";
import { revalidatePath, updateTag } from "next/cache";
import { forbidden, notFound, redirect } from "next/navigation";
import { z } from "zod";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";
import { seeds } from "@/lib/schema";
import { seedInput, typed, type FormState } from "@/lib/seed-input";
import { findSeed } from "@/lib/seeds";

/** Offers a seed and shows it. */
export async function offerSeed(_previous: FormState, formData: FormData): Promise<FormState> {
  const member = await auth();
  if (member === undefined) redirect("/login?next=/offers/new");

  const input = seedInput.safeParse(Object.fromEntries(formData));
  if (!input.success)
    return { errors: z.flattenError(input.error).fieldErrors, values: typed(formData) };

  let id: number | undefined;
  try {
    const [row] = await (
      await db()
    )
      .insert(seeds)
      .values({ ...input.data, ownerId: member.id })
      .returning({ id: seeds.id });
    id = row?.id;
  } catch {
    return { message: "It could not be saved. Try again.", values: typed(formData) };
  }
  updateTag("seeds");
  // Outside of `try`: redirect() throws, and would be caught.
  redirect(`/seeds/${id}`);
}

/** Changes what a member offers; the id is bound by the page, and proven here. */
export async function changeSeed(
  id: number,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const seed = await ownSeed(id);
  const input = seedInput.safeParse(Object.fromEntries(formData));
  if (!input.success)
    return { errors: z.flattenError(input.error).fieldErrors, values: typed(formData) };

  await (await db()).update(seeds).set(input.data).where(eq(seeds.id, seed.id));
  updateTag("seeds");
  revalidatePath(`/seeds/${seed.id}`);
  redirect(`/seeds/${seed.id}`);
}

/** Takes an offer back. */
export async function withdrawSeed(id: number): Promise<void> {
  const seed = await ownSeed(id);
  await (await db()).delete(seeds).where(eq(seeds.id, seed.id));
  updateTag("seeds");
}

/** Takes one packet of somebody's seed, while there is one. */
export async function takePacket(id: number): Promise<{ taken: boolean }> {
  const member = await auth();
  if (member === undefined) redirect("/login");
  // edict-ignore action-without-ownership-check: a packet is there for every member to take
  const taken = await (
    await db()
  )
    .update(seeds)
    .set({ packets: sql`${seeds.packets} - 1` })
    .where(and(eq(seeds.id, z.int().positive().parse(id)), gt(seeds.packets, 0)))
    .returning({ id: seeds.id });
  updateTag("seeds");
  revalidatePath("/seeds/[id]", "page");
  return { taken: taken.length > 0 };
}

const line = z.tuple([seedInput.shape.name, seedInput.shape.kind, seedInput.shape.packets]);

/** Offers many seeds at once: a file with lines of `name,kind,packets`. */
export async function importSeeds(_previous: FormState, formData: FormData): Promise<FormState> {
  const member = await auth();
  if (member === undefined) redirect("/login");
  const file = formData.get("file");
  if (!(file instanceof File) || file.size === 0) return { message: "Choose a file first." };
  const lines = (await file.text()).split(/\r?\n/).filter((each) => each.trim() !== "");
  const read = z
    .array(line)
    .max(500)
    .safeParse(lines.map((each) => each.split(",")));
  if (!read.success) {
    const at = read.error.issues[0]?.path[0];
    return { message: `Line ${Number(at) + 1} is not name,kind,packets.` };
  }
  if (read.data.length === 0) return { message: "The file is empty." };
  const rows = read.data.map(([name, kind, packets]) => ({
    name,
    kind,
    packets,
    note: "",
    ownerId: member.id,
  }));
  await (await db()).insert(seeds).values(rows);
  updateTag("seeds");
  return { message: `${rows.length} added.` };
}

/** Asks the seed bank what it has in stock. What it cannot do is no answer but an error: the page's boundary shows it. */
export async function askSeedBank(): Promise<string> {
  if ((await auth()) === undefined) redirect("/login");
  try {
    const answer = await fetch(process.env.SEED_BANK_URL ?? "http://127.0.0.1:9/stock");
    return await answer.text();
  } catch (error) {
    throw new Error("The seed bank does not answer.", { cause: error });
  }
}

/** The seed, if it is the caller's own. */
async function ownSeed(id: number): Promise<{ id: number }> {
  const member = await auth();
  if (member === undefined) redirect("/login");
  const seed = (await findSeed(id)) ?? notFound();
  if (seed.ownerId !== member.id) forbidden();
  return seed;
}
