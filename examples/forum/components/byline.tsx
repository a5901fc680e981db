import { Link } from "edict/client";
import type { Post } from "@/data/posts";
import { showDate } from "@/lib/show-date";
import { Avatar } from "./avatar";
import styles from "./byline.module.css";

/** Who wrote a post, and when. */
export function Byline({ post }: { post: Post }) {
  const date = post.publishedAt ?? post.updatedAt;
  return (
    <p className={styles.byline}>
      <Link href={`/people/${post.author.id}`} className={styles.author}>
        <Avatar person={post.author} size={28} />
        <span>{post.author.name}</span>
      </Link>
      <time dateTime={date.toISOString()}>{showDate(date)}</time>
      {post.pinned && <span className={styles.badge}>Pinned</span>}
      {post.publishedAt === null && <span className={styles.badge}>Draft</span>}
    </p>
  );
}
