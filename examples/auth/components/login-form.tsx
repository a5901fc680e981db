"use client";

import { useActionState } from "react";
import { login } from "@/app/actions/session.actions";

export function LoginForm({ next }: { next: string }) {
  const [{ message, name }, action, isPending] = useActionState(login, {});
  return (
    <form action={action}>
      {message !== undefined && <p role="alert">{message}</p>}
      <input type="hidden" name="next" value={next} />
      <label>
        Name <input name="name" defaultValue={name} autoComplete="username" required />
      </label>
      <label>
        Passphrase{" "}
        <input name="passphrase" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" disabled={isPending}>
        Sign in
      </button>
    </form>
  );
}
