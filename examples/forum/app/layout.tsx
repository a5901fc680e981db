import type { ReactNode } from "react";
import type { Metadata } from "next";
import { SiteHeader } from "@/components/site-header";
import { currentUser } from "@/lib/session";
import "./globals.css";
import styles from "./layout.module.css";

export const metadata: Metadata = {
  title: { template: "%s · Mending Forum", default: "Mending Forum" },
  description:
    "A forum for people who would rather mend a thing than replace it. The demo of Edict.",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        <SiteHeader user={await currentUser()} />
        <main id="content">{children}</main>
        <footer className={styles.footer}>
          <p>
            A demo of Edict. Every person and every post in it is made up.{" "}
            <a href="/guide/under-the-hood">How it is made</a>
          </p>
        </footer>
      </body>
    </html>
  );
}
