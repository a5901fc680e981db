"use client";

import { useActionState } from "react";
import { register } from "./actions";

export default function Register() {
  const [state, action] = useActionState(register, { error: null });
  return (
    <form action={action}>
      <input name="email" type="email" />
      <input name="password" type="password" />
      <button>Register</button>
      {state?.error}
    </form>
  );
}
