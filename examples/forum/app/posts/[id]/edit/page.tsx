import type { Metadata } from "next";
import { forbidden, notFound, redirect } from "edict";
import { deletePost, updatePost } from "@/app/actions/post.actions";
import { PostForm } from "@/components/post-form";
import { SubmitButton } from "@/components/submit-button";
import { currentUser } from "@/lib/session";
import { visiblePost } from "@/lib/visible-post";
import styles from "./page.module.css";

export const metadata: Metadata = { title: "Edit post" };

export default async function EditPostPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await currentUser();
  if (user === undefined) redirect(`/sign-in?next=${encodeURIComponent(`/posts/${id}/edit`)}`);
  const post = (await visiblePost(id)) ?? notFound();
  if (post.author.id !== user.id) forbidden();
  return (
    <div className="narrow stack">
      <h1>Edit post</h1>
      <div className="panel">
        <PostForm
          action={updatePost.bind(null, post.id)}
          post={{
            title: post.title,
            body: post.body,
            tags: post.tags.join(", "),
            isPublished: post.publishedAt !== null,
          }}
        />
      </div>
      <details className={styles.delete}>
        <summary>Delete this post</summary>
        <form action={deletePost.bind(null, post.id)} className="stack">
          <p>Its comments go with it. There is no way back.</p>
          <SubmitButton kind="danger" pendingLabel="Deleting…">
            Delete for good
          </SubmitButton>
        </form>
      </details>
    </div>
  );
}
