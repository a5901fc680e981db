import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import "../globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Dashboard", default: "Dashboard" },
  description: "Orders, who works on them, and what happened.",
};

/** The frame of the dashboard: its dialogs stand in a slot of their own. */
export default function AppLayout({
  children,
  modal,
}: {
  readonly children: ReactNode;
  readonly modal: ReactNode;
}): ReactNode {
  return (
    <html lang="en">
      <body className="bg-slate-50 text-slate-900">
        <nav aria-label="Main" className="flex gap-4 bg-slate-900 p-4 text-white">
          <Link href="/orders">Orders</Link>
          <Link href="/board">Board</Link>
          <Link href="/print">Print</Link>
        </nav>
        <main className="mx-auto max-w-4xl p-4">{children}</main>
        {modal}
      </body>
    </html>
  );
}
