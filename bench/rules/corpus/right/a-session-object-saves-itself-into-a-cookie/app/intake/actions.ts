"use server";

import axios from "axios";
import { draftSession } from "../../lib/session";

const http = axios.create({ baseURL: "https://hints.example.test", timeout: 2_000 });

export async function nextStep(formData: FormData) {
  const draft = await draftSession();
  const answer = formData.get("answer");
  if (typeof answer !== "string" || answer.length > 200) return;
  draft.answers = [...(draft.answers ?? []), answer];
  draft.step = (draft.step ?? 0) + 1;
  await draft.save();
}

export async function startOver() {
  const draft = await draftSession();
  draft.destroy();
}

export async function hint(step: number) {
  const { data } = await http.get(`/steps/${step}`);
  return data.hint as string;
}
