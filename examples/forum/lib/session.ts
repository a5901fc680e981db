import { cache } from "react";
import { cookies, headers, unauthorized } from "edict";
import { endSession, findSession, startSession } from "@/data/sessions";
import type { Person } from "@/data/people";
import { database } from "@/db/connection";

const COOKIE = "forum_session";

/** Who is signed in, or undefined; asked of the database once per rendered page. */
export const currentUser: () => Promise<Person | undefined> = cache(async () => {
  const token = (await cookies()).get(COOKIE)?.value;
  return token === undefined ? undefined : findSession(await database(), token, new Date());
});

/** Who is signed in; anyone else gets the page `unauthorized.tsx` with status 401. */
export async function requireUser(): Promise<Person> {
  return (await currentUser()) ?? unauthorized();
}

/** Signs a member in: a new token, in the database and in the cookie. */
export async function signInAs(userId: number): Promise<void> {
  const { token, expiresAt } = await startSession(await database(), userId, new Date());
  // An action's origin was checked before it ran, so it tells whether this site is served without TLS (on one's own machine).
  const plain = (await headers()).get("origin")?.startsWith("http:") ?? false;
  (await cookies()).set(COOKIE, token, {
    httpOnly: true,
    sameSite: "lax",
    secure: !plain,
    path: "/",
    expires: expiresAt,
  });
}

/** Signs out, if anyone is signed in. */
export async function signOutHere(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(COOKIE)?.value;
  if (token !== undefined) await endSession(await database(), token);
  jar.delete(COOKIE);
}
