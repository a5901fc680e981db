import type { ReactNode } from "react";

/** A labelled field, and what is wrong with it. */
export function Field({
  label,
  errors,
  children,
}: {
  label: string;
  errors: readonly string[] | undefined;
  children: ReactNode;
}) {
  return (
    <label>
      {label}
      {children}
      {errors !== undefined && <span className="wrong">{errors.join(" ")}</span>}
    </label>
  );
}
