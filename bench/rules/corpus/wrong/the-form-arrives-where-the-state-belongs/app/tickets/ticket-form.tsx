"use client";

import { useActionState } from "react";
import { openTicket } from "./actions";

export function TicketForm() {
  const [state, action, pending] = useActionState(openTicket, { error: "" });
  return (
    <form action={action}>
      <input name="subject" />
      <textarea name="body" />
      <p>{state.error}</p>
      <button disabled={pending}>Open</button>
    </form>
  );
}
