"use server";

import { redirect } from "next/navigation";
import { isRedirectError } from "../../lib/is-redirect-error";
import { getUser } from "../../lib/session";
import { Survey } from "../../models/survey";

export async function finishSurvey(formData) {
  const user = await getUser();
  if (!user) redirect("/login");
  const score = Number(formData.get("score"));
  if (!Number.isInteger(score) || score < 0 || score > 10) return { error: "0 to 10" };
  try {
    await Survey.create({ score, user: user.id });
    redirect("/surveys/thanks");
  } catch (error) {
    if (isRedirectError(error)) throw error;
    console.error(error);
    return { error: "Not saved." };
  }
}

export async function skipSurvey() {
  const user = await getUser();
  if (!user) redirect("/login");
  try {
    await Survey.create({ score: null, user: user.id });
    redirect("/");
  } catch (error) {
    if (typeof error?.digest === "string" && error.digest.startsWith("NEXT_REDIRECT")) {
      throw error;
    }
    return { error: "Not saved." };
  }
}
