import type { Metadata } from "next";
import { notFound } from "edict";
import { Avatar } from "@/components/avatar";
import { PostList } from "@/components/post-list";
import { findPerson } from "@/data/people";
import { listPostsBy } from "@/data/posts";
import { database } from "@/db/connection";
import { rowId } from "@/lib/row-id";
import { counted, showDate } from "@/lib/show-date";
import styles from "./page.module.css";

interface PersonPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: PersonPageProps): Promise<Metadata> {
  const id = rowId((await params).id);
  const person = id === undefined ? undefined : await findPerson(await database(), id);
  return {
    title: person?.name ?? "Nobody",
    description: `What ${person?.name ?? "nobody"} wrote on the forum.`,
  };
}

export default async function PersonPage({ params }: PersonPageProps) {
  const db = await database();
  const id = rowId((await params).id);
  const person = id === undefined ? undefined : await findPerson(db, id);
  if (person === undefined) notFound();
  const posts = await listPostsBy(db, person.id);
  return (
    <div className="narrow stack roomy">
      <header className={styles.head}>
        <Avatar person={person} size={72} />
        <div>
          <h1>{person.name}</h1>
          <p className="soft">
            Here since {showDate(person.joinedAt)} · {counted(posts.length, "post", "posts")}
          </p>
        </div>
      </header>
      <PostList posts={posts} />
    </div>
  );
}
