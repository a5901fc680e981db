"use client";

import { addChore, attachPicture } from "./actions";

export function Chores({ ids }: { ids: string[] }) {
  return (
    <form action={addChore}>
      <input name="what" />
      {ids.map((id) => (
        <input key={id} type="file" onChange={(e) => e.target.files?.[0] && attachPicture(id, e.target.files[0])} />
      ))}
    </form>
  );
}
