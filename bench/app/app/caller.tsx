"use client";

import { echo } from "./echo.actions";

export function Caller() {
  return <button onClick={() => echo(1, { text: "hello" })}>echo</button>;
}
