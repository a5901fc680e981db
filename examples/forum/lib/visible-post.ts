import { cache } from "react";
import type { Post } from "@/data/posts";
import { keptPost } from "./kept-posts";
import { rowId } from "./row-id";
import { currentUser } from "./session";

/** The post of an address as this visitor may see it: a draft exists for its author only. */
export const visiblePost: (id: string) => Promise<Post | undefined> = cache(async (id: string) => {
  const number = rowId(id);
  const post = number === undefined ? undefined : await keptPost(number);
  if (post === undefined || post.publishedAt !== null) return post;
  return (await currentUser())?.id === post.author.id ? post : undefined;
});
