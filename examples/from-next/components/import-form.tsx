"use client";

import { useActionState } from "react";
import { importSeeds } from "@/app/actions/seed.actions";
import { SubmitButton } from "./submit-button";

export function ImportForm() {
  const [state, action] = useActionState(importSeeds, {});
  return (
    <form action={action} className="row">
      <input
        type="file"
        name="file"
        accept=".csv,text/csv"
        aria-label="A file of name,kind,packets"
      />
      <SubmitButton>Import</SubmitButton>
      {state.message !== undefined && <output>{state.message}</output>}
    </form>
  );
}
