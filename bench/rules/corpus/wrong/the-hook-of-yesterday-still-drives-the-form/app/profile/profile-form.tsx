"use client";

import { useFormState, useFormStatus } from "react-dom";
import { saveProfile } from "./actions";

function Submit() {
  const { pending } = useFormStatus();
  return <button disabled={pending}>{pending ? "Saving…" : "Save"}</button>;
}

export function ProfileForm({ name }: { name: string }) {
  const [state, action] = useFormState(saveProfile, { error: null });
  return (
    <form action={action}>
      <input name="displayName" defaultValue={name} />
      {state.error ? <em>{state.error}</em> : null}
      <Submit />
    </form>
  );
}
