"use client";

import { useActionState } from "react";
import { signIn } from "@/app/actions/auth.actions";
import { untouched } from "@/lib/form-state";
import { FormMessage } from "./form-message";
import { SubmitButton } from "./submit-button";
import { TextField } from "./text-field";
import styles from "./form.module.css";

/** Address and password. */
export function SignInForm({ next }: { next: string }) {
  const [state, action] = useActionState(signIn, untouched);
  return (
    <form action={action} className={styles.form} noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
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
        autoComplete="current-password"
        error={state.errors?.password}
      />
      <SubmitButton pendingLabel="Signing in…">Sign in</SubmitButton>
    </form>
  );
}
