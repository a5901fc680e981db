"use client";

import { finishChapter, reopenChapter } from "./actions";

export function Chapter({ id }: { id: string }) {
  return (
    <>
      <button onClick={() => finishChapter(id, "stay")}>Finish</button>
      <button onClick={() => finishChapter(id, "read")}>Finish and read</button>
      <button onClick={() => reopenChapter(id)}>Reopen</button>
    </>
  );
}
