"use client";

import { useActionState, type ReactNode } from "react";
import { addNote } from "@/actions/orders";

/** Adds a note to an order; works without JavaScript too. */
export function NoteForm({ order }: { readonly order: string }): ReactNode {
  const [{ error }, submit, isPending] = useActionState(addNote, {});
  return (
    <form action={submit} className="mt-4 flex flex-wrap gap-2">
      <input type="hidden" name="order" value={order} />
      <label className="grow">
        <span className="sr-only">Note</span>
        <input name="note" className="w-full rounded border border-slate-300 px-3 py-1" />
      </label>
      <button disabled={isPending} className="rounded bg-indigo-600 px-3 py-1 text-white">
        Add note
      </button>
      <button
        name="then"
        value="list"
        disabled={isPending}
        className="rounded border border-indigo-600 px-3 py-1"
      >
        Add and close
      </button>
      {error !== undefined && (
        <p role="alert" className="w-full text-sm text-red-700">
          {error}
        </p>
      )}
    </form>
  );
}
