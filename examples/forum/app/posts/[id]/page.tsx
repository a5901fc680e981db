import type { Metadata } from "next";
import { notFound } from "edict";
import { addComment } from "@/app/actions/comment.actions";
import { ButtonLink } from "@/components/button-link";
import { Byline } from "@/components/byline";
import { CommentSection } from "@/components/comment-section";
import { HelpfulButton } from "@/components/helpful-button";
import { PostBody } from "@/components/post-body";
import { TagList } from "@/components/tag-list";
import { listComments } from "@/data/comments";
import { hasVoted, setVote } from "@/data/posts";
import { database } from "@/db/connection";
import { postChanged } from "@/lib/kept-posts";
import { currentUser, requireUser } from "@/lib/session";
import { excerptOf } from "@/lib/text-blocks";
import { visiblePost } from "@/lib/visible-post";
import styles from "./page.module.css";

interface PostPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: PostPageProps): Promise<Metadata> {
  const post = await visiblePost((await params).id);
  return post === undefined
    ? { title: "No such post" }
    : { title: post.title, description: excerptOf(post.body, 150) };
}

export default async function PostPage({ params }: PostPageProps) {
  const post = (await visiblePost((await params).id)) ?? notFound();
  const db = await database();
  const user = await currentUser();
  const comments = await listComments(db, post.id);
  const isMine = user !== undefined && (await hasVoted(db, post.id, user.id));

  // Closes over this post's number and what the page showed, which travel sealed; posted twice, it says the same twice.
  // Who is asking is looked up again, never captured.
  async function toggleHelpful(): Promise<void> {
    "use server";
    const voter = await requireUser();
    const vote = { postId: post.id, userId: voter.id, isHelpful: !isMine };
    await setVote(await database(), vote);
    postChanged(post.id);
  }

  return (
    <article className="narrow stack roomy">
      <h1>{post.title}</h1>
      <Byline post={post} />
      <PostBody text={post.body} />
      <TagList tags={post.tags.map((tag) => ({ tag }))} />
      <div className={styles.bar}>
        {post.publishedAt !== null && (
          <HelpfulButton count={post.helpful} isMine={isMine} action={toggleHelpful} />
        )}
        {user?.id === post.author.id && (
          <ButtonLink kind="quiet" href={`/posts/${post.id}/edit`}>
            Edit
          </ButtonLink>
        )}
      </div>
      {post.publishedAt !== null && (
        <CommentSection
          postId={post.id}
          comments={comments}
          viewer={user}
          addComment={addComment.bind(null, post.id)}
        />
      )}
    </article>
  );
}
