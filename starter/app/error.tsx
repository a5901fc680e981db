"use client";

export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <>
      <h1>This did not work</h1>
      <p role="alert">
        Something failed on the server.
        {error.digest !== undefined && ` Its log has it under ${error.digest}.`}
      </p>
      <button onClick={retry}>Try again</button>
    </>
  );
}
