"use server";

import { revalidatePath, updateTag } from "next/cache";
import { requireAuthor } from "@/lib/authors";
import { posts } from "@/lib/posts";
import { Tags } from "@/lib/tags";

export async function unpublish(slug: string) {
  const author = await requireAuthor();
  await posts.update({ slug, authorId: author.id }, { live: false });
  updateTag(Tags.posts);
  updateTag("pots");
  revalidatePath(`/news/${slug}`);
}
