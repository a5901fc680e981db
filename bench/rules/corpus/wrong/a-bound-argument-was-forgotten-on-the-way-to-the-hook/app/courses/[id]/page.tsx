import { cacheTag } from "next/cache";
import { courses } from "@/lib/courses-repository";
import { CourseTools } from "./tools";

async function course(id: string) {
  "use cache";
  cacheTag("courses");
  return courses.findOne({ id });
}

export default async function Course({ params }: PageProps<"/courses/[id]">) {
  const { id } = await params;
  const { title } = await course(id);
  return <CourseTools id={id} title={title} />;
}
