import type { ReactNode } from "react";
import type { Metadata } from "next";
import { Link } from "edict/client";
import { logout } from "@/app/actions/session.actions";
import { getSession } from "@/lib/session";
import "./globals.css";

export const metadata: Metadata = { title: "The desk", description: "Sessions with iron-session." };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { name, role } = await getSession();
  return (
    <html lang="en">
      <body>
        <header>
          <nav>
            <Link href="/">The desk</Link> <Link href="/board">Board</Link>{" "}
            <Link href="/keys">Keys</Link>
          </nav>
          {name === undefined ? (
            <Link href="/login">Sign in</Link>
          ) : (
            <form action={logout}>
              <span>
                {name}, {role}
              </span>{" "}
              <button type="submit">Sign out</button>
            </form>
          )}
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
