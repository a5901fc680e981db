import type { FormState } from "@/lib/form-state";
import styles from "./form.module.css";

/** What came of a form. It is in the page from the start, empty, so that screen readers notice when it speaks. */
export function FormMessage({ state }: { state: FormState }) {
  return (
    <p
      className={styles.message}
      data-status={state.status}
      role={state.status === "invalid" ? "alert" : "status"}
    >
      {state.message}
    </p>
  );
}
