import { and, arrayContains, count, desc, eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db/database";
import { avatars, comments, helpfulVotes, pins, posts, users } from "@/db/schema";
import { personColumns, personOf, type Person } from "./people";

/** A post, with who wrote it and what became of it. */
export interface Post {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly author: Person;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Null while it is a draft. */
  readonly publishedAt: Date | null;
  readonly pinned: boolean;
  readonly comments: number;
  readonly helpful: number;
}

/** One page of posts and how many pages there are. */
export interface PostPage {
  readonly posts: readonly Post[];
  readonly total: number;
  readonly pages: number;
}

/** What a member writes of a post. */
export interface PostText {
  readonly title: string;
  readonly body: string;
  readonly tags: string[];
}

/** Posts on one page of a list. */
const POSTS_PER_PAGE = 6;

const postColumns = {
  ...personColumns,
  postId: posts.id,
  title: posts.title,
  body: posts.body,
  tags: posts.tags,
  createdAt: posts.createdAt,
  updatedAt: posts.updatedAt,
  publishedAt: posts.publishedAt,
  pinned: sql<boolean>`${pins.postId} is not null`,
  comments: sql<number>`(select count(*)::int from ${comments} where ${comments.postId} = ${posts.id})`,
  helpful: sql<number>`(select count(*)::int from ${helpfulVotes} where ${helpfulVotes.postId} = ${posts.id})`,
};

function selectPosts(db: Database, where: SQL | undefined) {
  return db
    .select(postColumns)
    .from(posts)
    .innerJoin(users, eq(users.id, posts.authorId))
    .leftJoin(avatars, eq(avatars.userId, users.id))
    .leftJoin(pins, eq(pins.postId, posts.id))
    .where(where);
}

type PostRow = Awaited<ReturnType<typeof selectPosts>>[number];

function postOf({ id, name, avatarHash, postId, ...post }: PostRow): Post {
  return { ...post, id: postId, author: personOf({ id, name, avatarHash }) };
}

/** Published posts, pinned ones first, then the latest; all of them or those of one tag. */
export async function listPosts(
  db: Database,
  query: { readonly tag: string | undefined; readonly page: number },
): Promise<PostPage> {
  const where = and(
    isNotNull(posts.publishedAt),
    query.tag === undefined ? undefined : arrayContains(posts.tags, [query.tag]),
  );
  const [total, rows] = await Promise.all([
    db.$count(posts, where),
    selectPosts(db, where)
      .orderBy(sql`${pins.postId} is null`, desc(posts.publishedAt), desc(posts.id))
      .limit(POSTS_PER_PAGE)
      .offset((query.page - 1) * POSTS_PER_PAGE),
  ]);
  return { posts: rows.map(postOf), total, pages: Math.max(1, Math.ceil(total / POSTS_PER_PAGE)) };
}

/** Everything published by one member, latest first. */
export async function listPostsBy(db: Database, authorId: number): Promise<Post[]> {
  const where = and(isNotNull(posts.publishedAt), eq(posts.authorId, authorId));
  return (await selectPosts(db, where).orderBy(desc(posts.publishedAt), desc(posts.id))).map(
    postOf,
  );
}

/** A member's drafts, the last one touched first. */
export async function listDrafts(db: Database, authorId: number): Promise<Post[]> {
  const where = and(isNull(posts.publishedAt), eq(posts.authorId, authorId));
  return (await selectPosts(db, where).orderBy(desc(posts.updatedAt), desc(posts.id))).map(postOf);
}

/** A post, draft or not: who may see it is for the caller to decide. */
export async function findPost(db: Database, id: number): Promise<Post | undefined> {
  const [row] = await selectPosts(db, eq(posts.id, id));
  return row === undefined ? undefined : postOf(row);
}

/** The tags of published posts and how many carry them, most used first. */
export async function listTags(
  db: Database,
): Promise<{ readonly tag: string; readonly posts: number }[]> {
  const each = db
    .select({ tag: sql<string>`unnest(${posts.tags})`.as("tag") })
    .from(posts)
    .where(isNotNull(posts.publishedAt))
    .as("each");
  return db
    .select({ tag: each.tag, posts: count() })
    .from(each)
    .groupBy(each.tag)
    .orderBy(desc(count()), each.tag);
}

/** Stores a new draft and gives its number. */
export async function addDraft(db: Database, authorId: number, text: PostText): Promise<number> {
  const [row] = await db
    .insert(posts)
    .values({ authorId, ...text })
    .returning({ id: posts.id });
  if (row === undefined) throw new Error("the post was not stored");
  return row.id;
}

/** Replaces what a post says. */
export async function editPost(db: Database, id: number, text: PostText, now: Date): Promise<void> {
  await db
    .update(posts)
    .set({ ...text, updatedAt: now })
    .where(eq(posts.id, id));
}

/** Publishes a draft; says false where there is none of that number, or it is out already. */
export async function publishPost(db: Database, id: number, now: Date): Promise<boolean> {
  const done = await db
    .update(posts)
    .set({ publishedAt: now, updatedAt: now })
    .where(and(eq(posts.id, id), isNull(posts.publishedAt)))
    .returning({ id: posts.id });
  return done.length > 0;
}

/** Deletes a post with its comments; the database throws where it is pinned. */
export async function deletePost(db: Database, id: number): Promise<void> {
  await db.delete(posts).where(eq(posts.id, id));
}

/** Says whether a member found a post helpful. */
export async function hasVoted(db: Database, postId: number, userId: number): Promise<boolean> {
  return (
    (await db.$count(
      helpfulVotes,
      and(eq(helpfulVotes.postId, postId), eq(helpfulVotes.userId, userId)),
    )) > 0
  );
}

/** Notes whether a member finds a post helpful; saying it twice changes nothing. */
export async function setVote(
  db: Database,
  vote: { readonly postId: number; readonly userId: number; readonly isHelpful: boolean },
): Promise<void> {
  const { postId, userId, isHelpful } = vote;
  if (isHelpful) await db.insert(helpfulVotes).values({ postId, userId }).onConflictDoNothing();
  else
    await db
      .delete(helpfulVotes)
      .where(and(eq(helpfulVotes.postId, postId), eq(helpfulVotes.userId, userId)));
}
