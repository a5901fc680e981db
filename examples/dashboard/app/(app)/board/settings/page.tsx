import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "Settings" };

/** What could be set. */
export default function SettingsPage(): ReactNode {
  return (
    <>
      <h1 className="text-2xl font-bold">Settings</h1>
      <p>Nothing to set in an example.</p>
      <Link href="/board">Back to the board</Link>
    </>
  );
}
