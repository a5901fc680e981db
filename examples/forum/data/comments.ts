import { asc, eq } from "drizzle-orm";
import type { Database } from "@/db/database";
import { avatars, comments, users } from "@/db/schema";
import { personColumns, personOf, type Person } from "./people";

/** One answer under a post. */
export interface Comment {
  readonly id: number;
  readonly postId: number;
  readonly body: string;
  readonly author: Person;
  readonly createdAt: Date;
}

function selectComments(db: Database) {
  return db
    .select({
      ...personColumns,
      commentId: comments.id,
      postId: comments.postId,
      body: comments.body,
      createdAt: comments.createdAt,
    })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.authorId))
    .leftJoin(avatars, eq(avatars.userId, users.id));
}

type CommentRow = Awaited<ReturnType<typeof selectComments>>[number];

function commentOf({ id, name, avatarHash, commentId, ...comment }: CommentRow): Comment {
  return { ...comment, id: commentId, author: personOf({ id, name, avatarHash }) };
}

/** The comments of a post, oldest first. */
export async function listComments(db: Database, postId: number): Promise<Comment[]> {
  const rows = await selectComments(db)
    .where(eq(comments.postId, postId))
    .orderBy(asc(comments.createdAt), asc(comments.id));
  return rows.map(commentOf);
}

/** A comment by number. */
export async function findComment(db: Database, id: number): Promise<Comment | undefined> {
  const [row] = await selectComments(db).where(eq(comments.id, id));
  return row === undefined ? undefined : commentOf(row);
}

/** Adds a comment under a post. */
export async function addComment(
  db: Database,
  comment: { readonly postId: number; readonly authorId: number; readonly body: string },
): Promise<void> {
  await db.insert(comments).values(comment);
}

/** Deletes a comment. */
export async function deleteComment(db: Database, id: number): Promise<void> {
  await db.delete(comments).where(eq(comments.id, id));
}
