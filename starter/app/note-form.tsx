"use client";

import { useActionState } from "react";
import { saveNote, type NoteState } from "./actions";

const empty: NoteState = { values: { title: "", text: "" }, problems: {} };

export function NoteForm() {
  const [{ values, problems, saved }, save, isPending] = useActionState(saveNote, empty);
  const hasProblems = Object.keys(problems).length > 0;
  // The server says what is wrong, with and without JavaScript alike: the browser's own bubbles are off.
  return (
    <form action={save} noValidate>
      {hasProblems && <p role="alert">The note is not saved yet. See below.</p>}
      <label htmlFor="title">Title</label>
      <input
        id="title"
        name="title"
        defaultValue={values.title}
        required
        aria-invalid={problems.title !== undefined}
        aria-describedby="title-problem"
      />
      <p id="title-problem" className="problem">
        {problems.title}
      </p>
      <label htmlFor="text">Text</label>
      <textarea
        id="text"
        name="text"
        rows={4}
        defaultValue={values.text}
        required
        aria-invalid={problems.text !== undefined}
        aria-describedby="text-problem"
      />
      <p id="text-problem" className="problem">
        {problems.text}
      </p>
      <button disabled={isPending}>{isPending ? "Saving …" : "Save"}</button>
      <p role="status">{saved !== undefined && `Saved: ${saved}`}</p>
    </form>
  );
}
