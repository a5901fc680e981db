"use server";

import { forbidden, notFound } from "edict";
import * as comments from "@/data/comments";
import { findPost } from "@/data/posts";
import { database } from "@/db/connection";
import { done, invalid, typedValues, type FormState } from "@/lib/form-state";
import { postChanged } from "@/lib/kept-posts";
import { rowId } from "@/lib/row-id";
import { commentSchema } from "@/lib/schemas";
import { requireUser } from "@/lib/session";

/** Adds a comment under a published post; `postId` is bound to it by the form. */
export async function addComment(
  postId: number,
  _previous: FormState,
  form: FormData,
): Promise<FormState> {
  const author = await requireUser();
  const db = await database();
  const number = rowId(postId);
  const post = number === undefined ? undefined : await findPost(db, number);
  if (post === undefined || post.publishedAt === null) notFound();

  const values = typedValues(form, ["body"]);
  const fields = commentSchema.safeParse(values);
  if (!fields.success) return invalid(fields.error, values);

  await comments.addComment(db, { postId: post.id, authorId: author.id, body: fields.data.body });
  postChanged(post.id);
  return done("Comment added.");
}

/** Deletes one's own comment. */
export async function deleteComment(id: number): Promise<void> {
  const user = await requireUser();
  const db = await database();
  const number = rowId(id);
  const comment = number === undefined ? undefined : await comments.findComment(db, number);
  if (comment === undefined) notFound();
  if (comment.author.id !== user.id) forbidden();

  await comments.deleteComment(db, comment.id);
  postChanged(comment.postId);
}
