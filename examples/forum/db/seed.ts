import { sql } from "drizzle-orm";
import { hashPassword } from "@/lib/password";
import type { Database } from "./database";
import { comments, helpfulVotes, pins, posts, users } from "./schema";
import { DEMO_PASSWORD, samplePeople } from "./sample-people";
import { samplePosts, type SamplePost } from "./sample-posts";

const LOCK = 4_660_018;
const HOUR_MS = 3_600_000;

/** Fills an empty database with the sample people, posts and comments; leaves any other as it is. */
export async function seed(db: Database, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    if ((await tx.$count(users)) > 0) return;
    const ids = await addPeople(tx, now);
    for (const post of samplePosts) await addPost(tx, post, ids, now);
  });
}

/** First names in lower case, as the samples call people. */
type PersonIds = ReadonlyMap<string, number>;

async function addPeople(db: Database, now: Date): Promise<PersonIds> {
  const rows = await Promise.all(
    samplePeople.map(async ({ key, name, joinedDaysAgo }) => ({
      email: `${key}@forum.example`,
      name,
      passwordHash: await hashPassword(DEMO_PASSWORD),
      createdAt: hoursBefore(now, joinedDaysAgo * 24),
    })),
  );
  const added = await db.insert(users).values(rows).returning({ id: users.id, email: users.email });
  return new Map(added.map(({ id, email }) => [email.slice(0, email.indexOf("@")), id]));
}

async function addPost(
  db: Database,
  post: SamplePost,
  people: PersonIds,
  now: Date,
): Promise<void> {
  const writtenAt = hoursBefore(now, post.hoursAgo);
  const [row] = await db
    .insert(posts)
    .values({
      authorId: idOf(people, post.author),
      title: post.title,
      body: post.body.trim(),
      tags: [...post.tags],
      createdAt: writtenAt,
      updatedAt: writtenAt,
      publishedAt: post.draft === true ? null : writtenAt,
    })
    .returning({ id: posts.id });
  if (row === undefined) throw new Error(`the sample post "${post.title}" was not stored`);
  const postId = row.id;
  if (post.pinned === true) await db.insert(pins).values({ postId });
  const replies = (post.comments ?? []).map(([author, hoursLater, body]) => ({
    postId,
    authorId: idOf(people, author),
    body,
    createdAt: new Date(writtenAt.getTime() + hoursLater * HOUR_MS),
  }));
  if (replies.length > 0) await db.insert(comments).values(replies);
  const votes = (post.helpfulTo ?? []).map((key) => ({ postId, userId: idOf(people, key) }));
  if (votes.length > 0) await db.insert(helpfulVotes).values(votes);
}

function idOf(people: PersonIds, key: string): number {
  const id = people.get(key);
  if (id === undefined) throw new Error(`the samples name nobody "${key}"`);
  return id;
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * HOUR_MS);
}
