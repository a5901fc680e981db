import type { ReactNode } from "react";
import { Link } from "edict/client";
import styles from "./button.module.css";

/** A link that looks like a button. */
export function ButtonLink(props: { href: string; kind?: "main" | "quiet"; children: ReactNode }) {
  return (
    <Link href={props.href} className={`${styles.button} ${styles[props.kind ?? "main"]}`}>
      {props.children}
    </Link>
  );
}
