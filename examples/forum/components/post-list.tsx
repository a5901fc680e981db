import { Link } from "edict/client";
import type { Post } from "@/data/posts";
import { counted } from "@/lib/show-date";
import { excerptOf } from "@/lib/text-blocks";
import { Byline } from "./byline";
import { TagList } from "./tag-list";
import styles from "./post-list.module.css";

/** Published posts, each with its beginning. */
export function PostList({ posts }: { posts: readonly Post[] }) {
  return (
    <ul className={styles.list}>
      {posts.map((post) => (
        <li key={post.id}>
          <PostCard post={post} />
        </li>
      ))}
    </ul>
  );
}

function PostCard({ post }: { post: Post }) {
  return (
    <article className={`panel ${styles.card}`}>
      <Byline post={post} />
      <h2 className={styles.title}>
        <Link href={`/posts/${post.id}`}>{post.title}</Link>
      </h2>
      <p className="soft">{excerptOf(post.body, 180)}</p>
      <div className={styles.foot}>
        <TagList tags={post.tags.map((tag) => ({ tag }))} />
        <p className={styles.counts}>
          {counted(post.comments, "comment", "comments")} · {post.helpful} helpful
        </p>
      </div>
    </article>
  );
}
