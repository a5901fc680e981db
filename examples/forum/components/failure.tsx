"use client";

import { Notice } from "./notice";
import { ButtonLink } from "./button-link";
import styles from "./button.module.css";

/** What stands in place of a page that failed. */
export function Failure(props: {
  error: Error & { digest?: string };
  reset: () => void;
  title: string;
  text: string;
}) {
  const { digest } = props.error;
  return (
    <div role="alert">
      <Notice
        code={digest === undefined ? "Error" : `Error ${digest}`}
        title={props.title}
        text={props.text}
      >
        <button
          type="button"
          className={`${styles.button} ${styles.main}`}
          onClick={() => props.reset()}
        >
          Try again
        </button>
        <ButtonLink kind="quiet" href="/">
          All posts
        </ButtonLink>
      </Notice>
    </div>
  );
}
