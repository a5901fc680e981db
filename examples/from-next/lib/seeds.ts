import { asc, eq, ilike, or, sql } from "drizzle-orm";
import { unstable_cache } from "next/cache";
import { db } from "./db";
import { members, seeds, wishes } from "./schema";

export interface Seed {
  readonly id: number;
  readonly ownerId: number;
  readonly owner: string;
  readonly name: string;
  readonly kind: string;
  readonly note: string;
  readonly packets: number;
}

const columns = {
  id: seeds.id,
  ownerId: seeds.ownerId,
  owner: members.name,
  name: seeds.name,
  kind: seeds.kind,
  note: seeds.note,
  packets: seeds.packets,
};

/** What is offered, by name; `query` looks in names and kinds. Kept under the tag `seeds`. */
export const listSeeds: (query?: string) => Promise<Seed[]> = unstable_cache(
  async (query = "") => {
    const pattern = `%${query.replaceAll(/[\\%_]/g, "\\$&")}%`;
    return (await db())
      .select(columns)
      .from(seeds)
      .innerJoin(members, eq(members.id, seeds.ownerId))
      .where(or(ilike(seeds.name, pattern), ilike(seeds.kind, pattern)))
      .orderBy(asc(seeds.name));
  },
  ["seeds"],
  { tags: ["seeds"] },
);

/** What one member offers. */
export async function listOwn(ownerId: number): Promise<Seed[]> {
  return (await listSeeds()).filter((seed) => seed.ownerId === ownerId);
}

/** One seed by the number in its address; undefined where there is none. */
export async function findSeed(id: string | number): Promise<Seed | undefined> {
  if (!/^[1-9]\d{0,8}$/.test(String(id))) return undefined;
  const [seed] = await (
    await db()
  )
    .select(columns)
    .from(seeds)
    .innerJoin(members, eq(members.id, seeds.ownerId))
    .where(eq(seeds.id, Number(id)));
  return seed;
}

/** How many members wish for a seed, and whether one of them is `memberId`. */
export async function wishesFor(
  seedId: number,
  memberId: number | undefined,
): Promise<{ count: number; isMine: boolean }> {
  const [row] = await (
    await db()
  )
    .select({
      count: sql<number>`count(*)::int`,
      isMine: sql<boolean>`coalesce(bool_or(${wishes.memberId} = ${memberId ?? 0}), false)`,
    })
    .from(wishes)
    .where(eq(wishes.seedId, seedId));
  return row ?? { count: 0, isMine: false };
}
