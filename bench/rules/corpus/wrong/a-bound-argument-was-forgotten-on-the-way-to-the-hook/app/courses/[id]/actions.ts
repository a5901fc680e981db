"use server";

import { updateTag } from "next/cache";
import * as v from "valibot";
import { requireTeacher } from "@/lib/require-teacher";
import { courses } from "@/lib/courses-repository";

export type Message = { text: string };

const titleOf = v.pipe(v.string(), v.trim(), v.minLength(3));

export async function renameCourse(courseId: string, _previous: Message, formData: FormData): Promise<Message> {
  const teacher = await requireTeacher();
  const title = v.safeParse(titleOf, formData.get("title"));
  if (!title.success) return { text: "A title has at least three letters." };
  await courses.update({ id: courseId, teacherId: teacher.id }, { title: title.output });
  updateTag("courses");
  return { text: "Renamed." };
}

export async function archiveCourse(formData: FormData, previous: Message): Promise<Message> {
  const teacher = await requireTeacher();
  const course = await courses.findOne({ id: formData.get("id"), teacherId: teacher.id });
  if (!course) return { text: "No such course." };
  await courses.update({ id: course.id, teacherId: teacher.id }, { archived: true });
  updateTag("courses");
  return { text: "Archived." };
}
