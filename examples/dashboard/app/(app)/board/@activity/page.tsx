import type { ReactNode } from "react";
import { listOrders } from "@/lib/orders";

/** What happened last. */
export default function ActivityPage(): ReactNode {
  const notes = listOrders().flatMap(({ id, notes: written }) =>
    written.map((note) => `${id}: ${note}`),
  );
  return (
    <>
      <h2 className="text-xl font-semibold">Activity</h2>
      <p data-testid="activity">{notes.at(-1) ?? "Nothing yet"}</p>
    </>
  );
}
