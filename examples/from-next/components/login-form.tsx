"use client";

import { useActionState } from "react";
import { login } from "@/app/actions/member.actions";
import { Field } from "./field";
import { SubmitButton } from "./submit-button";

export function LoginForm({ next }: { next: string }) {
  const [state, action] = useActionState(login, {});
  return (
    <form action={action} className="fields">
      {state.message !== undefined && <p role="alert">{state.message}</p>}
      <input type="hidden" name="next" value={next} />
      <Field label="Name" errors={state.errors?.name}>
        <input name="name" defaultValue={state.values?.name} autoComplete="username" />
      </Field>
      <Field label="Passphrase" errors={state.errors?.passphrase}>
        <input name="passphrase" type="password" autoComplete="current-password" />
      </Field>
      <SubmitButton>Sign in</SubmitButton>
    </form>
  );
}
