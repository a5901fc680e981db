"use server";

import bcrypt from "bcryptjs";
import { redirect } from "next/navigation";
import { User } from "../../../models/user";
import { startSession } from "../../../lib/sessions";

export async function register(previous, formData) {
  const email = formData.get("email");
  const password = formData.get("password");
  if (typeof email !== "string" || !email.includes("@")) return { error: "That is no address." };
  if (typeof password !== "string" || password.length < 10) return { error: "Ten characters at least." };

  const existing = await User.findOne({ email });
  if (existing) {
    throw new Error("This address has an account already.");
  }
  const user = await User.create({ email, password: await bcrypt.hash(password, 12) });
  await startSession(user.id);
  redirect("/");
}
