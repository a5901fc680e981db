"use server";

import { redirect } from "edict";
import { findPerson } from "@/lib/people";
import { getSession } from "@/lib/session";

/** What the form of the login page shows. */
export interface LoginState {
  readonly message?: string;
  readonly name?: string;
}

/** Signs in: iron-session seals who it is into its cookie. */
export async function login(_previous: LoginState, form: FormData): Promise<LoginState> {
  const name = String(form.get("name") ?? "").slice(0, 100);
  const person = findPerson(name, String(form.get("passphrase") ?? "").slice(0, 200));
  if (person === undefined)
    return { message: "This name and passphrase do not fit together.", name };

  const session = await getSession();
  session.name = person.name;
  session.role = person.role;
  await session.save();
  redirect(form.get("next") === "/keys" ? "/keys" : "/board");
}

/** Signs out: the cookie is deleted. */
export async function logout(): Promise<void> {
  const session = await getSession();
  session.destroy();
  redirect("/");
}
