"use client";

import { useActionState } from "react";
import { updateName } from "@/app/actions/user.actions";
import { untouched } from "@/lib/form-state";
import { FormMessage } from "./form-message";
import { SubmitButton } from "./submit-button";
import { TextField } from "./text-field";
import styles from "./form.module.css";

/** The visitor's own name. */
export function NameForm({ name }: { name: string }) {
  const [state, action] = useActionState(updateName, untouched);
  return (
    <form action={action} className={styles.form} noValidate>
      <FormMessage state={state} />
      <TextField
        name="name"
        label="Name"
        autoComplete="name"
        value={state.values?.name ?? name}
        error={state.errors?.name}
      />
      <div className={styles.buttons}>
        <SubmitButton pendingLabel="Saving…">Save name</SubmitButton>
      </div>
    </form>
  );
}
