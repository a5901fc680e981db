"use client";

import { Failure } from "@/components/failure";

export default function PostError(props: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Failure
      {...props}
      title="That did not work"
      text="Nothing was changed. If you tried to delete a pinned post: it has to be unpinned first."
    />
  );
}
