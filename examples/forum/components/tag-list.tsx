import { Link } from "edict/client";
import { listHref } from "@/lib/list-query";
import styles from "./tag-list.module.css";

/** Links to the posts of each tag. */
export function TagList(props: {
  tags: readonly { readonly tag: string; readonly posts?: number }[];
  /** The tag that is shown now. */
  current?: string | undefined;
}) {
  if (props.tags.length === 0) return null;
  return (
    <ul className={styles.tags} aria-label="Tags">
      {props.tags.map(({ tag, posts }) => (
        <li key={tag}>
          <Link
            href={listHref({ tag, page: 1 })}
            className={styles.tag}
            aria-current={tag === props.current ? "true" : undefined}
          >
            {tag}
            {posts !== undefined && <span className={styles.count}>{posts}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
