import "server-only";
import { revalidateTag, type revalidateTag as Revalidate } from "next/cache";

type Profile = Parameters<typeof Revalidate>[1];

export function expire(tag: "lessons" | "teachers", profile: Profile = "max") {
  revalidateTag(tag, profile);
}

export class TagQueue {
  #tags = new Set<"lessons" | "teachers">();
  revalidateTag(tag: "lessons" | "teachers") {
    this.#tags.add(tag);
  }
  flush() {
    for (const tag of this.#tags) expire(tag);
  }
}
