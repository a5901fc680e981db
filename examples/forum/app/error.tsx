"use client";

import { Failure } from "@/components/failure";

export default function PageError(props: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Failure
      {...props}
      title="Something broke"
      text="The irony is not lost on us. It has been noted; please try again."
    />
  );
}
