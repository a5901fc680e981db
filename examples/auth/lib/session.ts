import { randomBytes } from "node:crypto";
import { getIronSession, type IronSession, type SessionOptions } from "iron-session";
import { cookies } from "next/headers";
import { forbidden, unauthorized } from "next/navigation";
import type { Role } from "./people";

/** What the sealed cookie holds. */
export interface Visitor {
  name?: string;
  role?: Role;
}

/** Without `SESSION_SECRET` each start makes its own: then sessions end with the process. */
const options: SessionOptions = {
  cookieName: "desk_session",
  password: process.env.SESSION_SECRET ?? randomBytes(32).toString("hex"),
  ttl: 60 * 60 * 24 * 7,
  cookieOptions: { secure: process.env.NODE_ENV === "production" },
};

/** The session of this request, as iron-session gives it. */
export async function getSession(): Promise<IronSession<Visitor>> {
  return getIronSession<Visitor>(await cookies(), options);
}

/** Who is signed in; anyone else gets `unauthorized.tsx`, status 401. */
export async function requirePerson(): Promise<Required<Visitor>> {
  const { name, role } = await getSession();
  if (name === undefined || role === undefined) unauthorized();
  return { name, role };
}

/** A keeper who is signed in; another member gets `forbidden.tsx`, status 403. */
export async function requireKeeper(): Promise<Required<Visitor>> {
  const person = await requirePerson();
  if (person.role !== "keeper") forbidden();
  return person;
}
