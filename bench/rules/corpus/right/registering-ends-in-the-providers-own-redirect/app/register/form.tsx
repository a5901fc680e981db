"use client";

import { useActionState } from "react";
import { leave, register } from "./actions";

export function RegisterForm() {
  const [state, action, pending] = useActionState(register, {});
  return (
    <>
      <form action={action}>
        <input name="email" />
        <input name="password" type="password" />
        {state.error}
        <button disabled={pending}>Register</button>
      </form>
      <form action={leave}>
        <button>Log out</button>
      </form>
    </>
  );
}
