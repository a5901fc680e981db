"use client";

import { echo, saveRows, upload } from "./echo.actions";

export function Caller() {
  return (
    <>
      <button onClick={() => echo(1, { text: "hello" })}>echo</button>
      <button onClick={() => saveRows([])}>save</button>
      <button onClick={() => upload(new File([], "empty"))}>upload</button>
    </>
  );
}
