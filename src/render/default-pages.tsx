import type { CSSProperties, ReactNode } from "react";
import { notFound } from "../context/signals.ts";
import { interruptStatus, type InterruptKind } from "../protocol/index.ts";

const sentence: Readonly<Record<InterruptKind, string>> = {
  "not-found": "This page could not be found.",
  unauthorized: "Sign in to see this page.",
  forbidden: "You are not allowed to see this page.",
};

const style: CSSProperties = {
  fontFamily: "system-ui, sans-serif",
  minHeight: "60vh",
  display: "grid",
  placeContent: "center",
  textAlign: "center",
  padding: "2rem",
};

/** Stands in for `not-found`, `unauthorized` and `forbidden` where the app has no such file. */
export function DefaultInterruptPage({ kind }: { readonly kind: InterruptKind }): ReactNode {
  return (
    <main style={style}>
      <title>{`${interruptStatus[kind]}: ${sentence[kind]}`}</title>
      <h1>{interruptStatus[kind]}</h1>
      <p>{sentence[kind]}</p>
    </main>
  );
}

/** Stands in for what a layout has nothing to show of: the App Router's `default` where none is written. */
export function MissingPage(): never {
  return notFound();
}

/** What every document says of itself: its encoding, and that it fits small screens. */
export function DocumentTags(): ReactNode {
  return (
    <>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
    </>
  );
}

/** Stands in for the root layout where a URL matches nothing and the app has none. */
export function DefaultDocument({ children }: { readonly children?: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
