import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { listOrders } from "@/lib/orders";

export const metadata: Metadata = { title: "Orders" };

/** All orders; each opens in a dialog over this list. */
export default function OrdersPage(): ReactNode {
  return (
    <>
      <h1 className="text-2xl font-bold">Orders</h1>
      <label className="my-4 block">
        Filter <input name="filter" className="rounded border border-slate-300 px-2" />
      </label>
      <ul className="divide-y divide-slate-200">
        {listOrders().map(({ id, customer, notes }) => (
          <li key={id} className="py-2">
            <Link href={`/orders/${id}`}>{`${id} ${customer}`}</Link>
            {notes.length > 0 && (
              <span className="ml-2 text-slate-500">{`${notes.length} notes`}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
