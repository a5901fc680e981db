import type { Metadata } from "next";
import { Link } from "edict/client";
import { deletePost, publishPost } from "@/app/actions/post.actions";
import { ButtonLink } from "@/components/button-link";
import { SubmitButton } from "@/components/submit-button";
import { listDrafts, type Post } from "@/data/posts";
import { database } from "@/db/connection";
import { requireUser } from "@/lib/session";
import { showDate } from "@/lib/show-date";
import { excerptOf } from "@/lib/text-blocks";
import styles from "./page.module.css";

export const metadata: Metadata = { title: "Drafts", description: "Posts that only you can see." };

export default async function DraftsPage() {
  const user = await requireUser();
  const drafts = await listDrafts(await database(), user.id);
  return (
    <div className="narrow stack">
      <h1>Your drafts</h1>
      <p className="lede">Nobody but you sees these.</p>
      {drafts.length === 0 ? (
        <div className="panel stack">
          <p>You have no drafts.</p>
          <ButtonLink href="/posts/new">Write a post</ButtonLink>
        </div>
      ) : (
        <ul className={styles.list}>
          {drafts.map((post) => (
            <li key={post.id}>
              <Draft post={post} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** One form with two actions: its own publishes, the button inside the fold deletes. */
function Draft({ post }: { post: Post }) {
  return (
    <article className={`panel ${styles.draft}`} aria-label={post.title}>
      <h2>
        <Link href={`/posts/${post.id}`}>{post.title}</Link>
      </h2>
      <p className="soft small">Last changed {showDate(post.updatedAt)}</p>
      <p className="soft">{excerptOf(post.body, 120)}</p>
      <form action={publishPost.bind(null, post.id)} className={styles.buttons}>
        <SubmitButton pendingLabel="Publishing…">Publish</SubmitButton>
        <ButtonLink kind="quiet" href={`/posts/${post.id}/edit`}>
          Edit
        </ButtonLink>
        <details className={styles.fold}>
          <summary>Delete</summary>
          <SubmitButton kind="danger" formAction={deletePost.bind(null, post.id)}>
            Delete for good
          </SubmitButton>
        </details>
      </form>
    </article>
  );
}
