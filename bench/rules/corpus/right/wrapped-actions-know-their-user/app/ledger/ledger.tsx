"use client";

import { useActionState } from "react";
import { addEntry, deleteEntry } from "./actions";

export function Ledger({ entries }: { entries: { id: string; label: string }[] }) {
  const [added, add] = useActionState(addEntry, undefined);
  const [, remove] = useActionState(deleteEntry, undefined);
  return (
    <>
      <form action={add}>
        <input name="label" />
        <input name="cents" />
        {added && !added.ok && added.error}
      </form>
      {entries.map((e) => (
        <form key={e.id} action={remove}>
          <button name="id" value={e.id}>× {e.label}</button>
        </form>
      ))}
    </>
  );
}
