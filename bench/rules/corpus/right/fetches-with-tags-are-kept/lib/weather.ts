import { cacheTag, updateTag } from "next/cache";
import { requireUser } from "./require-user";

const options = { cache: "force-cache", next: { tags: ["forecast"] } } as const;

export async function readForecast(span: string) {
  const answer = await fetch(`https://weather.example.test/${span}`, options);
  return answer.json();
}

export async function readHistory() {
  "use cache";
  cacheTag("history");
  const answer = await fetch("https://weather.example.test/history");
  return answer.json();
}

export async function warn() {
  "use server";
  await requireUser();
  updateTag("now");
  updateTag("forecast");
  updateTag("history");
}
