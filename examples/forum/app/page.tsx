import { ButtonLink } from "@/components/button-link";
import { Pagination } from "@/components/pagination";
import { PostList } from "@/components/post-list";
import { TagList } from "@/components/tag-list";
import { Link } from "edict/client";
import { countPeople } from "@/data/people";
import { database } from "@/db/connection";
import { keptPosts, keptTags } from "@/lib/kept-posts";
import { readListQuery, type SearchParams } from "@/lib/list-query";
import { currentUser } from "@/lib/session";
import { counted } from "@/lib/show-date";
import styles from "./page.module.css";

export default async function HomePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = readListQuery(await searchParams);
  const db = await database();
  const [list, tags, people, user] = await Promise.all([
    keptPosts(query),
    keptTags(),
    countPeople(db),
    currentUser(),
  ]);
  return (
    <div className={styles.columns}>
      <div className="stack roomy">
        <header className="stack tight">
          <h1>
            {query.tag === undefined ? "Mend it, then tell us how" : `Posts tagged “${query.tag}”`}
          </h1>
          {query.tag === undefined ? (
            <p className="lede">
              Questions, notes and small victories from people who would rather mend a thing than
              replace it.
            </p>
          ) : (
            <p>
              <Link href="/">Show all posts</Link>
            </p>
          )}
        </header>
        {list.posts.length === 0 ? (
          <p className="panel">There is nothing here yet.</p>
        ) : (
          <PostList posts={list.posts} />
        )}
        <Pagination tag={query.tag} page={query.page} pages={list.pages} />
      </div>
      <aside className={styles.aside}>
        <section className="stack" aria-labelledby="tags">
          <h2 id="tags">Tags</h2>
          <TagList tags={tags} current={query.tag} />
        </section>
        <section className={`panel stack ${styles.join}`}>
          <h2>
            {user === undefined ? "Something broken?" : `Hello, ${user.name.split(" ", 1)[0]}`}
          </h2>
          <p className="soft">
            {counted(people, "member", "members")} and {counted(list.total, "post", "posts")}
            {query.tag === undefined ? " so far." : " with this tag."}
          </p>
          {user === undefined ? (
            <ButtonLink href="/sign-up">Join the forum</ButtonLink>
          ) : (
            <ButtonLink href="/posts/new">Write a post</ButtonLink>
          )}
        </section>
      </aside>
    </div>
  );
}
