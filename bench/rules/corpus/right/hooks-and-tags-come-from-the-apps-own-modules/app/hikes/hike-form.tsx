"use client";

import { useFormState } from "../../lib/forms";
import { addHike } from "./actions";

export function HikeForm() {
  const [state, action, pending] = useFormState(addHike, { ok: true });
  return (
    <form action={action}>
      <input name="name" aria-invalid={!state.ok} />
      <button disabled={pending}>Add</button>
    </form>
  );
}
