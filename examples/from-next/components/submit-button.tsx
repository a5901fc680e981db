"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

/** The button of the form around it; it cannot be pressed while the form is on its way. */
export function SubmitButton({ children, kind }: { children: ReactNode; kind?: "quiet" }) {
  const { pending } = useFormStatus();
  return (
    <button type="submit" className={kind} disabled={pending} aria-busy={pending}>
      {children}
    </button>
  );
}
