"use client";

import { useTransition, type ReactNode } from "react";
import { useRouter } from "edict/client";
import styles from "./button.module.css";

/** Renders the page again on the server and keeps everything that was typed. */
export function ReloadButton({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <button
      type="button"
      className={`${styles.button} ${styles.plain}`}
      disabled={isPending}
      onClick={() => startTransition(() => router.refresh())}
    >
      {isPending ? "Looking…" : children}
    </button>
  );
}
