"use client";

import { useActionState, type ChangeEvent } from "react";
import { removeAvatar, uploadAvatar } from "@/app/actions/user.actions";
import type { Person } from "@/data/people";
import { untouched } from "@/lib/form-state";
import { limits } from "@/lib/limits";
import { Avatar } from "./avatar";
import { FormMessage } from "./form-message";
import { SubmitButton } from "./submit-button";
import form from "./form.module.css";
import styles from "./avatar-form.module.css";

/** The visitor's picture: a file to upload, and a second button with an action of its own to take it away. */
export function AvatarForm({ person }: { person: Person }) {
  const [state, action] = useActionState(uploadAvatar, untouched);
  const error = state.errors?.avatar;
  return (
    <form action={action} className={form.form}>
      <FormMessage state={state} />
      <div className={styles.row}>
        <Avatar person={person} size={72} />
        <div className={form.field}>
          <label className={form.label} htmlFor="avatar">
            Picture
          </label>
          <p className={form.hint} id="avatar-hint">
            PNG, JPEG, GIF or WebP, 512 kB at most.
          </p>
          <input
            className={styles.file}
            id="avatar"
            name="avatar"
            type="file"
            accept="image/png,image/jpeg,image/gif,image/webp"
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? "avatar-hint" : "avatar-hint avatar-error"}
            onChange={refuseLarge}
          />
          {error !== undefined && (
            <p className={form.error} id="avatar-error">
              {error}
            </p>
          )}
        </div>
      </div>
      <div className={form.buttons}>
        <SubmitButton pendingLabel="Uploading…">Save picture</SubmitButton>
        {person.avatar !== null && (
          <SubmitButton kind="quiet" formAction={removeAvatar}>
            Remove picture
          </SubmitButton>
        )}
      </div>
    </form>
  );
}

/** Saves the visitor from sending what the action would refuse; the action checks it all the same. */
function refuseLarge(event: ChangeEvent<HTMLInputElement>): void {
  const input = event.currentTarget;
  const isTooLarge = (input.files?.[0]?.size ?? 0) > limits.avatarBytes;
  input.setCustomValidity(isTooLarge ? "The picture may have 512 kB at most." : "");
  if (isTooLarge) input.reportValidity();
}
