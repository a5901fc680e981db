import { cacheTag } from "next/cache";
import { lessons } from "@/lib/lessons";
import { Cancel } from "./cancel";

async function upcoming() {
  "use cache";
  cacheTag("lessons", "teachers");
  return lessons.findAll();
}

export default async function Lessons() {
  return (await upcoming()).map((lesson) => <Cancel key={lesson.id} id={lesson.id} />);
}
