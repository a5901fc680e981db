"use client";

export default function Failure({
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <h1>Something broke</h1>
      <p>It was written down. You can try again.</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </>
  );
}
