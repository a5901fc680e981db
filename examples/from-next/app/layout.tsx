import type { ReactNode } from "react";
import type { Metadata } from "next";
import Link from "next/link";
import { logout } from "@/app/actions/member.actions";
import { NavLink } from "@/components/nav-link";
import { SubmitButton } from "@/components/submit-button";
import { auth } from "@/lib/auth";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Seed Swap", default: "Seed Swap" },
  description: "Neighbours swap seeds. An app of Next's App Router that runs on Edict.",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const member = await auth();
  return (
    <html lang="en">
      <body>
        <header>
          <Link className="brand" href="/">
            Seed Swap
          </Link>
          <nav>
            <NavLink href="/">Seeds</NavLink>
            <NavLink href="/offers/new">Offer</NavLink>
            <NavLink href="/shelf">My shelf</NavLink>
          </nav>
          {member === undefined ? (
            <Link href="/login">Sign in</Link>
          ) : (
            <form action={logout}>
              <span>{member.name}</span> <SubmitButton kind="quiet">Sign out</SubmitButton>
            </form>
          )}
        </header>
        <main>{children}</main>
        <footer>
          Everybody here is made up. Sign in as Juniper or Moss, passphrase sow-it-in-may.
        </footer>
      </body>
    </html>
  );
}
