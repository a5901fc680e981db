import { cache, updateTag } from "edict";
import { findPost, listPosts, listTags } from "@/data/posts";
import { database } from "@/db/connection";
import type { ListQuery } from "./list-query";

/** A page of the list of posts, kept until one of them changes. */
export const keptPosts = cache(async (query: ListQuery) => listPosts(await database(), query), {
  key: "posts",
  tags: ["posts"],
});

/** The tags of all posts, kept with the list. */
export const keptTags = cache(async () => listTags(await database()), {
  key: "tags",
  tags: ["posts"],
});

/** A post, kept until it changes; drafts too, so who may see it is for the caller to decide. */
export const keptPost = cache(async (id: number) => findPost(await database(), id), {
  key: "post",
  tags: (id) => [`post-${id}`],
});

/** Ends what is kept of a post, and of the lists that it is in: call it in the action that changed it. */
export function postChanged(id: number): void {
  updateTag(`post-${id}`);
  updateTag("posts");
}
