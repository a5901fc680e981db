"use server";

import { hash } from "bcryptjs";
import { z } from "zod";
import { signIn, signOut } from "@/auth";
import { prisma } from "@/lib/prisma";

const account = z.object({
  email: z.string().email(),
  password: z.string().min(10).max(72),
});

export async function register(_state: { error?: string }, formData: FormData) {
  const parsed = account.safeParse(Object.fromEntries(formData));
  if (!parsed.success) return { error: "Check the address; ten characters for the password." };
  const { email, password } = parsed.data;
  try {
    await prisma.user.create({ data: { email, passwordHash: await hash(password, 12) } });
  } catch (error) {
    if ((error as { code?: string }).code === "P2002") return { error: "This address is known already." };
    throw error;
  }
  await signIn("credentials", { email, password, redirectTo: "/" });
  return {};
}

export async function leave() {
  await signOut({ redirectTo: "/" });
}
