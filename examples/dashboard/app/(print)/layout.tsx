import type { ReactNode } from "react";

/** A document of its own: nothing of the dashboard's frame or styles is in it. */
export default function PrintLayout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
