"use client";

import { useActionState } from "react";
import { archiveCourse, renameCourse } from "./actions";

const nothing = { text: "" };

export function CourseTools({ id, title }: { id: string; title: string }) {
  const [renamed, rename] = useActionState(renameCourse, nothing);
  const [archived, archive] = useActionState(archiveCourse, nothing);
  return (
    <>
      <form action={rename}>
        <input name="title" defaultValue={title} />
        <small>{renamed.text}</small>
      </form>
      <form action={archive}>
        <input type="hidden" name="id" value={id} />
        <button>Archive</button>
        <small>{archived.text}</small>
      </form>
    </>
  );
}
