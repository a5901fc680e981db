"use server";

import { eq } from "drizzle-orm";
import { redirect } from "next/navigation";
import { z } from "zod";
import { endSession, startSession } from "@/lib/auth";
import { db } from "@/lib/db";
import { fitsPassphrase } from "@/lib/passphrase";
import { members } from "@/lib/schema";
import type { FormState } from "@/lib/seed-input";

const credentials = z.object({
  name: z.string().trim().min(1, "Who are you?").max(60),
  passphrase: z.string().min(1, "The passphrase is missing.").max(200),
});

/** Signs a member in and goes on to where they wanted to go. */
export async function login(_previous: FormState, formData: FormData): Promise<FormState> {
  const input = credentials.safeParse(Object.fromEntries(formData));
  const values = { name: String(formData.get("name") ?? "") };
  if (!input.success) return { errors: z.flattenError(input.error).fieldErrors, values };

  const [member] = await (
    await db()
  )
    .select()
    .from(members)
    .where(eq(members.name, input.data.name));
  const fits = await fitsPassphrase(input.data.passphrase, member?.passphraseHash);
  if (member === undefined || !fits)
    return { message: "This name and passphrase do not fit together.", values };

  await startSession(member.id);
  const next = String(formData.get("next") ?? "");
  redirect(/^\/(?![/\\])[\w/-]*$/.test(next) ? next : "/shelf");
}

/** Signs out. */
export async function logout(): Promise<void> {
  await endSession();
  redirect("/");
}
