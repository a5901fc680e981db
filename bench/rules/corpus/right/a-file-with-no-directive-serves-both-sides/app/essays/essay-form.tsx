"use client";

import { useState } from "react";
import { slugOf } from "../../lib/slugs";
import { publish } from "../../lib/actions/publish";
import styles from "./essay-form.module.css";

export function EssayForm() {
  const [title, setTitle] = useState("");
  return (
    <form action={publish} className={styles.form}>
      <input name="title" value={title} onChange={(e) => setTitle(e.target.value)} />
      <code>{slugOf(title)}</code>
      <button>Publish</button>
    </form>
  );
}
