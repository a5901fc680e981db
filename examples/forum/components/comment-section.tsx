"use client";

import { startTransition, useActionState, useOptimistic, type FormEvent } from "react";
import { Link } from "edict/client";
import { deleteComment } from "@/app/actions/comment.actions";
import type { Comment } from "@/data/comments";
import type { Person } from "@/data/people";
import { textOf, untouched, type FormState } from "@/lib/form-state";
import { counted, showDate } from "@/lib/show-date";
import { Avatar } from "./avatar";
import { FormMessage } from "./form-message";
import { ReloadButton } from "./reload-button";
import { SubmitButton } from "./submit-button";
import { TextField } from "./text-field";
import form from "./form.module.css";
import styles from "./comment-section.module.css";

/** A comment on the page; pending until the server has it. */
type ShownComment = Comment & { readonly isPending?: boolean };

type AddComment = (previous: FormState, form: FormData) => Promise<FormState>;

/** The comments of a post, and the form for one more. */
export function CommentSection(props: {
  postId: number;
  comments: readonly Comment[];
  viewer: Person | undefined;
  /** Adds a comment; bound to the post by the page. */
  addComment: AddComment;
}) {
  const { postId, comments, viewer } = props;
  const [shown, addPending] = useOptimistic<readonly ShownComment[], ShownComment>(
    comments,
    (now, added) => [...now, added],
  );
  return (
    <section className="stack" aria-labelledby="comments">
      <div className={form.buttons}>
        <h2 id="comments">{counted(shown.length, "comment", "comments")}</h2>
        <ReloadButton>Look for new ones</ReloadButton>
      </div>
      <ul className={styles.list}>
        {shown.map((comment) => (
          <CommentItem
            key={comment.id}
            comment={comment}
            isOwn={comment.author.id === viewer?.id}
          />
        ))}
      </ul>
      {viewer === undefined ? (
        <p className="panel">
          <Link href={`/sign-in?next=/posts/${postId}`}>Sign in</Link> to write a comment.
        </p>
      ) : (
        <CommentForm {...{ postId, viewer, addPending }} addComment={props.addComment} />
      )}
    </section>
  );
}

function CommentItem({ comment, isOwn }: { comment: ShownComment; isOwn: boolean }) {
  const isPending = comment.isPending === true;
  return (
    <li className={styles.comment} data-pending={isPending}>
      <Avatar person={comment.author} size={32} />
      <div className={styles.head}>
        <Link href={`/people/${comment.author.id}`} className={styles.name}>
          {comment.author.name}
        </Link>
        <span className="soft small">
          {isPending ? (
            "Sending…"
          ) : (
            <time dateTime={comment.createdAt.toISOString()}>{showDate(comment.createdAt)}</time>
          )}
        </span>
        {isOwn && !isPending && (
          <form action={deleteComment.bind(null, comment.id)}>
            <SubmitButton kind="plain" label={`Delete comment of ${showDate(comment.createdAt)}`}>
              Delete
            </SubmitButton>
          </form>
        )}
      </div>
      <p className={styles.body}>{comment.body}</p>
    </li>
  );
}

function CommentForm(props: {
  postId: number;
  viewer: Person;
  addPending: (comment: ShownComment) => void;
  addComment: AddComment;
}) {
  const { postId, viewer, addPending } = props;
  const [state, action] = useActionState(props.addComment, untouched);

  function submit(event: FormEvent<HTMLFormElement>): void {
    // With JavaScript the comment stands there at once; without it the form is posted as it is.
    event.preventDefault();
    const target = event.currentTarget;
    const fields = new FormData(target);
    const body = textOf(fields, "body").trim();
    startTransition(() => {
      const id = -Date.now();
      if (body !== "")
        addPending({ id, postId, body, author: viewer, createdAt: new Date(), isPending: true });
      action(fields);
    });
    target.reset();
  }

  return (
    <form action={action} onSubmit={submit} className={form.form} noValidate>
      <TextField
        name="body"
        label="Your comment"
        rows={3}
        value={state.values?.body}
        error={state.errors?.body}
      />
      <FormMessage state={state} />
      <div className={form.buttons}>
        <SubmitButton pendingLabel="Sending…">Add comment</SubmitButton>
      </div>
    </form>
  );
}
