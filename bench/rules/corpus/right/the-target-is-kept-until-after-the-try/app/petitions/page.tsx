"use client";

import { useActionState } from "react";
import { startPetition } from "./actions";

export default function Petitions() {
  const [state, action] = useActionState(startPetition, { error: null });
  return (
    <form action={action}>
      <textarea name="demand" />
      <button>Start</button>
      {state.error}
    </form>
  );
}
