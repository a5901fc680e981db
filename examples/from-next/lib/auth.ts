import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { cookies } from "next/headers";
import { cache } from "react";
import { db } from "./db";
import { members, sessions } from "./schema";

const COOKIE = "seeds_session";
const days = 30;

export interface Member {
  readonly id: number;
  readonly name: string;
}

/** Who is signed in; asked of the database once for each page. */
export const auth: () => Promise<Member | undefined> = cache(async () => {
  const token = (await cookies()).get(COOKIE)?.value;
  if (token === undefined) return undefined;
  const [member] = await (
    await db()
  )
    .select({ id: members.id, name: members.name })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(and(eq(sessions.tokenHash, hashOf(token)), gt(sessions.expiresAt, new Date())));
  return member;
});

/** Begins a session: a random token in the cookie, its hash in the database. */
export async function startSession(memberId: number): Promise<void> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  await (await db()).insert(sessions).values({ tokenHash: hashOf(token), memberId, expiresAt });
  (await cookies()).set(COOKIE, token, {
    httpOnly: true,
    sameSite: "lax",
    secure: process.env.NODE_ENV === "production",
    expires: expiresAt,
  });
}

/** Ends the session, in the database too. */
export async function endSession(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(COOKIE)?.value;
  if (token !== undefined)
    await (await db()).delete(sessions).where(eq(sessions.tokenHash, hashOf(token)));
  jar.delete(COOKIE);
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
