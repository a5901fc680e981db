import styles from "./form.module.css";

/** A labelled field with its hint and what is wrong with it, tied together for screen readers. */
export function TextField(props: {
  name: string;
  label: string;
  type?: "text" | "email" | "password";
  /** More than one line makes a text area. */
  rows?: number;
  hint?: string;
  error?: string | undefined;
  value?: string | undefined;
  autoComplete?: string;
}) {
  const { name, hint, error } = props;
  const describedBy = [
    hint === undefined ? "" : `${name}-hint`,
    error === undefined ? "" : `${name}-error`,
  ]
    .join(" ")
    .trim();
  const field = {
    id: name,
    name,
    className: styles.input,
    defaultValue: props.value ?? "",
    "aria-invalid": error !== undefined,
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    autoComplete: props.autoComplete,
  };
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={name}>
        {props.label}
      </label>
      {hint !== undefined && (
        <p className={styles.hint} id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {props.rows === undefined ? (
        <input {...field} type={props.type ?? "text"} />
      ) : (
        <textarea {...field} rows={props.rows} />
      )}
      {error !== undefined && (
        <p className={styles.error} id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
