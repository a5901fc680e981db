"use client";

import { useActionState } from "react";
import { createPortal } from "react-dom";
import { useFormState } from "../../components/use-form-state";
import { saveQuote } from "./actions";

export function QuoteForm() {
  const [values, set] = useFormState({ text: "", source: "" });
  const [saved, save] = useActionState(async (previous: number) => {
    const ok = await saveQuote(values);
    return ok ? previous + 1 : previous;
  }, 0);
  return (
    <form action={save}>
      <input value={values.text} onChange={(e) => set("text", e.target.value)} />
      <input value={values.source} onChange={(e) => set("source", e.target.value)} />
      {saved > 0 && createPortal(<p>{saved} saved</p>, document.body)}
    </form>
  );
}
