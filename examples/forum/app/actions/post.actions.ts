"use server";

import { forbidden, notFound, redirect, revalidatePath } from "edict";
import * as posts from "@/data/posts";
import type { Post } from "@/data/posts";
import { database } from "@/db/connection";
import { done, invalid, textOf, typedValues, type FormState } from "@/lib/form-state";
import { postChanged } from "@/lib/kept-posts";
import { rowId } from "@/lib/row-id";
import { postSchema } from "@/lib/schemas";
import { requireUser } from "@/lib/session";

const FIELDS = ["title", "body", "tags"];

/** Stores a new post; the button decides whether it goes out at once. */
export async function createPost(_previous: FormState, form: FormData): Promise<FormState> {
  const author = await requireUser();
  const values = typedValues(form, FIELDS);
  const fields = postSchema.safeParse(values);
  if (!fields.success) return invalid(fields.error, values);

  const db = await database();
  const id = await posts.addDraft(db, author.id, fields.data);
  if (textOf(form, "intent") === "publish") {
    await posts.publishPost(db, id, new Date());
    postChanged(id);
    redirect(`/posts/${id}`);
  }
  postChanged(id);
  revalidatePath("/drafts");
  redirect("/drafts");
}

/** Stores changes to a post; `id` is bound to it by the page. */
export async function updatePost(
  id: number,
  _previous: FormState,
  form: FormData,
): Promise<FormState> {
  const post = await ownPost(id);
  const values = typedValues(form, FIELDS);
  const fields = postSchema.safeParse(values);
  if (!fields.success) return invalid(fields.error, values);

  const db = await database();
  await posts.editPost(db, post.id, fields.data, new Date());
  const publishes = textOf(form, "intent") === "publish";
  if (publishes) await posts.publishPost(db, post.id, new Date());
  postChanged(post.id);
  revalidatePath("/", "layout");
  if (publishes || post.publishedAt !== null) redirect(`/posts/${post.id}`);
  return { ...done("Draft saved."), values };
}

/** Publishes a draft as it is and shows it. */
export async function publishPost(id: number): Promise<void> {
  const post = await ownPost(id);
  await posts.publishPost(await database(), post.id, new Date());
  postChanged(post.id);
  revalidatePath("/", "layout");
  redirect(`/posts/${post.id}`);
}

/** Deletes a post. A pinned one is refused by the database, which is an error that nobody expected here. */
export async function deletePost(id: number): Promise<void> {
  const post = await ownPost(id);
  await posts.deletePost(await database(), post.id);
  postChanged(post.id);
  revalidatePath("/", "layout");
  redirect(post.publishedAt === null ? "/drafts" : "/");
}

/** The post of that number if it is the visitor's own: 401, 404 or 403 otherwise. */
async function ownPost(id: unknown): Promise<Post> {
  const user = await requireUser();
  const number = rowId(id);
  const post = number === undefined ? undefined : await posts.findPost(await database(), number);
  if (post === undefined) notFound();
  if (post.author.id !== user.id) forbidden();
  return post;
}
