import { eq } from "drizzle-orm";
import { sqlStateOf, type Database } from "@/db/database";
import { avatars, users } from "@/db/schema";

/** A member as others see them. */
export interface Person {
  readonly id: number;
  readonly name: string;
  /** Address of the picture, which changes with it; null without one. */
  readonly avatar: string | null;
}

/** The columns of a `Person`, for a query that joins `users` and, to the left, `avatars`. */
export const personColumns = { id: users.id, name: users.name, avatarHash: avatars.hash };

/** Makes a `Person` of those columns. */
export function personOf(row: {
  readonly id: number;
  readonly name: string;
  readonly avatarHash: string | null;
}): Person {
  const avatar =
    row.avatarHash === null ? null : `/avatars/${row.id}?v=${row.avatarHash.slice(0, 16)}`;
  return { id: row.id, name: row.name, avatar };
}

/** Adds a member; undefined where the address is taken. */
export async function addPerson(
  db: Database,
  person: { readonly email: string; readonly name: string; readonly passwordHash: string },
): Promise<number | undefined> {
  try {
    const [row] = await db.insert(users).values(person).returning({ id: users.id });
    return row?.id;
  } catch (error) {
    if (sqlStateOf(error) === "23505") return undefined;
    throw error;
  }
}

/** What signing in compares with. */
export async function findCredentials(
  db: Database,
  email: string,
): Promise<{ readonly id: number; readonly passwordHash: string } | undefined> {
  const [row] = await db
    .select({ id: users.id, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, email));
  return row;
}

/** A member by number, with the day they joined. */
export async function findPerson(
  db: Database,
  id: number,
): Promise<(Person & { readonly joinedAt: Date }) | undefined> {
  const [row] = await db
    .select({ ...personColumns, joinedAt: users.createdAt })
    .from(users)
    .leftJoin(avatars, eq(avatars.userId, users.id))
    .where(eq(users.id, id));
  return row === undefined ? undefined : { ...personOf(row), joinedAt: row.joinedAt };
}

/** Gives a member another name. */
export async function renamePerson(db: Database, id: number, name: string): Promise<void> {
  await db.update(users).set({ name }).where(eq(users.id, id));
}

/** How many members there are. */
export async function countPeople(db: Database): Promise<number> {
  return db.$count(users);
}
