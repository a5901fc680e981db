import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { findOrder, team } from "@/lib/orders";
import { NoteForm } from "./note-form";

/** One order with its notes, on its page and in the dialog over the list. */
export function OrderDetails({ id }: { readonly id: string }): ReactNode {
  const order = findOrder(id);
  if (order === undefined) notFound();
  return (
    <article>
      <h2 className="text-xl font-semibold">{`Order ${order.id}`}</h2>
      <p>{`${order.customer}, € ${order.total}, ${team[order.assignee] ?? "nobody"}`}</p>
      <ul data-testid="notes" className="mt-2 list-disc pl-5">
        {order.notes.map((note, index) => (
          <li key={index}>{note}</li>
        ))}
      </ul>
      <NoteForm order={order.id} />
    </article>
  );
}
