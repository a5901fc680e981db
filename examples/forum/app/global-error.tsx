"use client";

import "./globals.css";

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Something broke · Mending Forum</title>
        <main className="stack" role="alert">
          <h1>The forum cannot be shown</h1>
          <p className="lede">Not even its frame would load. Please try again in a moment.</p>
          {error.digest !== undefined && <p className="soft small">Error {error.digest}</p>}
          <p>
            <button type="button" onClick={() => reset()}>
              Try again
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
