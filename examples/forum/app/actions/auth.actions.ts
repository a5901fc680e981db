"use server";

import { redirect } from "edict";
import { addPerson, findCredentials } from "@/data/people";
import { database } from "@/db/connection";
import { invalid, refused, textOf, typedValues, type FormState } from "@/lib/form-state";
import { nextPath } from "@/lib/next-path";
import { hashPassword, verifyPassword } from "@/lib/password";
import { signInSchema, signUpSchema } from "@/lib/schemas";
import { signInAs, signOutHere } from "@/lib/session";

/** Makes an account, signs it in and goes on to `next`. */
export async function signUp(_previous: FormState, form: FormData): Promise<FormState> {
  const values = typedValues(form, ["name", "email"]);
  const fields = signUpSchema.safeParse({ ...values, password: textOf(form, "password") });
  if (!fields.success) return invalid(fields.error, values);

  const { name, email, password } = fields.data;
  const id = await addPerson(await database(), {
    name,
    email,
    passwordHash: await hashPassword(password),
  });
  if (id === undefined)
    return refused({ email: "There is an account with this address already." }, values);

  await signInAs(id);
  redirect(nextPath(form.get("next")));
}

/** Signs in and goes on to `next`. */
export async function signIn(_previous: FormState, form: FormData): Promise<FormState> {
  const values = typedValues(form, ["email"]);
  const fields = signInSchema.safeParse({ ...values, password: textOf(form, "password") });
  if (!fields.success) return invalid(fields.error, values);

  const account = await findCredentials(await database(), fields.data.email);
  // Asked also where there is no account, so that the answer takes as long.
  const isRight = await verifyPassword(fields.data.password, account?.passwordHash);
  if (account === undefined || !isRight)
    return { status: "invalid", message: "This address and password do not fit together.", values };

  await signInAs(account.id);
  redirect(nextPath(form.get("next")));
}

/** Signs out and goes home. */
export async function signOut(): Promise<void> {
  await signOutHere();
  redirect("/");
}
