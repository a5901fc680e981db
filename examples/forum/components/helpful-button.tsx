"use client";

import { useOptimistic, useTransition, type FormEvent } from "react";
import styles from "./helpful-button.module.css";

/** Says "helpful" to a post, or takes it back. The page hands in the action, which knows the post it was made for. */
export function HelpfulButton(props: {
  count: number;
  isMine: boolean;
  action: () => Promise<void>;
}) {
  const { count, isMine, action } = props;
  const [shown, toggle] = useOptimistic({ count, isMine }, (now) => ({
    count: now.count + (now.isMine ? -1 : 1),
    isMine: !now.isMine,
  }));
  const [isPending, startTransition] = useTransition();

  function submit(event: FormEvent): void {
    // With JavaScript the button changes at once; without it the form below is posted as it is.
    event.preventDefault();
    if (isPending) return;
    startTransition(async () => {
      toggle(undefined);
      await action();
    });
  }

  return (
    <form action={action} onSubmit={submit}>
      <button
        type="submit"
        className={styles.button}
        aria-pressed={shown.isMine}
        aria-busy={isPending}
      >
        <svg
          viewBox="0 0 20 20"
          aria-hidden="true"
          fill={shown.isMine ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinejoin="round"
        >
          <path d="M6 9 9.5 2c1.4 0 2.2 1 2.2 2.3l-.4 3.2h4.2c1.1 0 1.9 1 1.7 2.1l-1 6c-.2 1-1 1.6-1.9 1.6H6zM6 9H3v8.2h3" />
        </svg>
        Helpful
        <span className={styles.count}>{shown.count}</span>
      </button>
    </form>
  );
}
