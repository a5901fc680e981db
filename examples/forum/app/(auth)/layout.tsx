import type { ReactNode } from "react";
import styles from "./layout.module.css";

/** Signing in and signing up share a frame and no part of the address. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return <div className={`stack ${styles.frame}`}>{children}</div>;
}
