"use client";

import { useActionState } from "react";
import { signUp } from "@/app/actions/auth.actions";
import { untouched } from "@/lib/form-state";
import { limits } from "@/lib/limits";
import { FormMessage } from "./form-message";
import { SubmitButton } from "./submit-button";
import { TextField } from "./text-field";
import styles from "./form.module.css";

/** Name, address and password of a new member. */
export function SignUpForm({ next }: { next: string }) {
  const [state, action] = useActionState(signUp, untouched);
  return (
    <form action={action} className={styles.form} noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <TextField
        name="name"
        label="Name"
        hint="Stands beside what you write."
        autoComplete="name"
        value={state.values?.name}
        error={state.errors?.name}
      />
      <TextField
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        value={state.values?.email}
        error={state.errors?.email}
      />
      <TextField
        name="password"
        label="Password"
        type="password"
        hint={`At least ${limits.passwordMinCharacters} characters.`}
        autoComplete="new-password"
        error={state.errors?.password}
      />
      <SubmitButton pendingLabel="Creating your account…">Create account</SubmitButton>
    </form>
  );
}
