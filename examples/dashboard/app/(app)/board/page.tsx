import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { listOrders } from "@/lib/orders";

export const metadata: Metadata = { title: "Board" };

/** What the orders come to. */
export default function BoardPage(): ReactNode {
  const total = listOrders().reduce((sum, order) => sum + order.total, 0);
  return (
    <>
      <h1 className="text-2xl font-bold">Board</h1>
      <p>{`${listOrders().length} orders, € ${total}`}</p>
      <Link href="/board/settings">Settings</Link>
    </>
  );
}
