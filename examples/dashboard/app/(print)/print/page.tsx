import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { listOrders } from "@/lib/orders";

export const metadata: Metadata = { title: "All orders" };

/** All orders as a plain table. */
export default function PrintPage(): ReactNode {
  return (
    <>
      <h1>All orders</h1>
      <table>
        <tbody>
          {listOrders().map(({ id, customer, total }) => (
            <tr key={id}>
              <td>{id}</td>
              <td>{customer}</td>
              <td>{total}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Link href="/orders">Back</Link>
    </>
  );
}
