import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, lt } from "drizzle-orm";
import type { Database } from "@/db/database";
import { avatars, sessions, users } from "@/db/schema";
import { personColumns, personOf, type Person } from "./people";

/** A session ends by itself after this time. */
export const SESSION_DAYS = 30;

/** Begins a session; the token goes into the cookie and is kept nowhere else. */
export async function startSession(
  db: Database,
  userId: number,
  now: Date,
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  await db.delete(sessions).where(and(eq(sessions.userId, userId), lt(sessions.expiresAt, now)));
  await db.insert(sessions).values({ tokenHash: hashOf(token), userId, expiresAt });
  return { token, expiresAt };
}

/** Who a token belongs to; undefined once the session is over. */
export async function findSession(
  db: Database,
  token: string,
  now: Date,
): Promise<Person | undefined> {
  const [row] = await db
    .select(personColumns)
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(avatars, eq(avatars.userId, users.id))
    .where(and(eq(sessions.tokenHash, hashOf(token)), gt(sessions.expiresAt, now)));
  return row === undefined ? undefined : personOf(row);
}

/** Ends a session. */
export async function endSession(db: Database, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, hashOf(token)));
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
