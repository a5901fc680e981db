"use client";

import { useActionState } from "react";
import { authenticate } from "./actions";

export default function LoginPage() {
  const [message, action, pending] = useActionState(authenticate, undefined);
  return (
    <form action={action}>
      <input name="email" type="email" />
      <input name="password" type="password" />
      <button aria-disabled={pending}>Log in</button>
      {message && <p>{message}</p>}
    </form>
  );
}
