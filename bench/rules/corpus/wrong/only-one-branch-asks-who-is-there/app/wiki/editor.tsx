"use client";

import { useRef } from "react";
import { savePage } from "./actions";

export function Editor({ initial }: { initial: string }) {
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <>
      <textarea ref={area} defaultValue={initial} />
      <button onClick={() => savePage({ slug: "start", text: area.current?.value ?? "" })}>Save</button>
    </>
  );
}
