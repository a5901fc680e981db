"use client";

import { useActionState } from "react";
import { createRecipe } from "./actions";

export function RecipeForm() {
  const [state, submit, pending] = useActionState(createRecipe, {});
  return (
    <form action={submit}>
      <input name="title" />
      <input name="servings" type="number" />
      {state.message && <p role="alert">{state.message}</p>}
      <button disabled={pending}>Save</button>
    </form>
  );
}
