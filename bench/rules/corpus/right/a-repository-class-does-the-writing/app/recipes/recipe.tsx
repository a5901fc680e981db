"use client";

import { removeRecipe, renameRecipe } from "./actions";

export function Recipe({ id, title }: { id: number; title: string }) {
  return (
    <li>
      <input defaultValue={title} onBlur={(e) => renameRecipe(id, e.target.value)} />
      <button onClick={() => removeRecipe(id)}>Remove</button>
    </li>
  );
}
