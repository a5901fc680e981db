"use client";

export default function ShelfFailure({
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <h1>The shelf is stuck</h1>
      <p>Nothing was lost.</p>
      <button type="button" onClick={reset}>
        Back to the shelf
      </button>
    </>
  );
}
