"use server";

import { AuthError } from "next-auth";
import { signIn } from "@/auth";

export async function authenticate(_previous: string | undefined, formData: FormData) {
  try {
    await signIn("credentials", formData);
  } catch (error) {
    if (error instanceof AuthError) {
      switch (error.type) {
        case "CredentialsSignin":
          return "Wrong address or password.";
        default:
          return "Something went wrong.";
      }
    }
    throw error;
  }
}
