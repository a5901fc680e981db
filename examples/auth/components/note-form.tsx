"use client";

import { useActionState } from "react";
import { pinNote } from "@/app/actions/board.actions";

export function NoteForm() {
  const [{ message, text }, action, isPending] = useActionState(pinNote, {});
  return (
    <form action={action}>
      {message !== undefined && <p role="alert">{message}</p>}
      <label>
        Note <input name="text" defaultValue={text} />
      </label>
      <button type="submit" disabled={isPending}>
        Pin
      </button>
    </form>
  );
}
