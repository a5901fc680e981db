"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import styles from "./button.module.css";

/** A button of a form, which says while the form is on its way. */
export function SubmitButton(props: {
  kind?: "main" | "quiet" | "danger" | "plain";
  /** Shown in place of the label while this button's submission is on its way. */
  pendingLabel?: string;
  name?: string;
  value?: string;
  /** An action in place of the form's own. */
  formAction?: (form: FormData) => void | Promise<void>;
  label?: string;
  children: ReactNode;
}) {
  const { pending, data } = useFormStatus();
  const isMine = pending && (props.name === undefined || data.get(props.name) === props.value);
  return (
    <button
      type="submit"
      className={`${styles.button} ${styles[props.kind ?? "main"]}`}
      name={props.name}
      value={props.value}
      formAction={props.formAction}
      formNoValidate={props.formAction !== undefined}
      disabled={pending}
      aria-label={props.label}
    >
      {isMine ? (props.pendingLabel ?? props.children) : props.children}
    </button>
  );
}
