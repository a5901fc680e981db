"use server";

import { requireTeacher } from "@/lib/teachers";
import { TagQueue } from "@/lib/tags";
import { lessons } from "@/lib/lessons";

export async function cancelLesson(lessonId: string) {
  const teacher = await requireTeacher();
  const queue = new TagQueue();
  await lessons.delete({ id: lessonId, teacherId: teacher.id });
  queue.revalidateTag("lessons");
  queue.revalidateTag("teachers");
  queue.flush();
  return { cancelled: lessonId };
}
