"use server";

import { revalidateTag as expireTag, refresh } from "next/cache";
import { requireLibrarian } from "@/lib/librarians";
import { revalidateTag, updateTag } from "@/lib/search-index";
import { shelves } from "@/lib/shelves";

export async function sortShelf(shelfId: string) {
  await requireLibrarian();
  await shelves.update(shelfId, { sortedAt: new Date() });
  expireTag("shelves", "max");
  await revalidateTag("books");
  await updateTag("books");
  refresh();
}
