"use client";

import { useRef } from "react";
import { addNote } from "./actions";

export function NoteForm() {
  const ref = useRef<HTMLFormElement>(null);
  return (
    <form
      ref={ref}
      action={async (data) => {
        await addNote(data);
        ref.current?.reset();
      }}
    >
      <input name="text" />
    </form>
  );
}
