import { revalidateTag, updateTag } from "next/cache";

export const tags = {
  all: "stations",
  one: (id: number) => `station:${id}`,
} as const;

export function stationChanged(id: number) {
  updateTag(tags.one(id));
  revalidateTag(tags.all, "minutes");
}
