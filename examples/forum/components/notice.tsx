import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** A page that says one thing, and what one can do now. */
export function Notice(props: { code: string; title: string; text: string; children: ReactNode }) {
  return (
    <div className={`stack ${styles.notice}`}>
      <p className={styles.code}>{props.code}</p>
      <h1>{props.title}</h1>
      <p className="lede">{props.text}</p>
      <div className={styles.buttons}>{props.children}</div>
    </div>
  );
}
