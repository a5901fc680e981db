import { setStation } from "../../lib/radio";
"use server";

export async function tune(frequency) {
  if (typeof frequency !== "number") return;
  await setStation(frequency);
}
