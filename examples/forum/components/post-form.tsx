"use client";

import { useActionState } from "react";
import { untouched, type FormState } from "@/lib/form-state";
import { FormMessage } from "./form-message";
import { SubmitButton } from "./submit-button";
import { TextField } from "./text-field";
import styles from "./form.module.css";

/** Title, text and tags of a post; the page says which action takes them. */
export function PostForm(props: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  /** What the post says now; absent for a new one. */
  post?: {
    readonly title: string;
    readonly body: string;
    readonly tags: string;
    readonly isPublished: boolean;
  };
}) {
  const { post } = props;
  const [state, action] = useActionState(props.action, untouched);
  return (
    <form action={action} className={styles.form} noValidate>
      <FormMessage state={state} />
      <TextField
        name="title"
        label="Title"
        value={state.values?.title ?? post?.title}
        error={state.errors?.title}
      />
      <TextField
        name="body"
        label="Text"
        rows={12}
        hint="A blank line begins a paragraph, lines with “- ” make a list, `backticks` set code."
        value={state.values?.body ?? post?.body}
        error={state.errors?.body}
      />
      <TextField
        name="tags"
        label="Tags"
        hint="Up to five, with commas between: clocks, beginners"
        value={state.values?.tags ?? post?.tags}
        error={state.errors?.tags}
      />
      <div className={styles.buttons}>
        {post?.isPublished === true ? (
          <SubmitButton name="intent" value="save" pendingLabel="Saving…">
            Save changes
          </SubmitButton>
        ) : (
          <>
            <SubmitButton name="intent" value="publish" pendingLabel="Publishing…">
              Publish
            </SubmitButton>
            <SubmitButton name="intent" value="draft" kind="quiet" pendingLabel="Saving…">
              Save draft
            </SubmitButton>
          </>
        )}
      </div>
    </form>
  );
}
