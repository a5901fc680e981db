"use client";

import { useState } from "react";
import { readFileSync } from "node:fs";
import { lineOf } from "../../lib/log-lines";

export function Viewer() {
  const [line, setLine] = useState(0);
  return (
    <>
      <pre>{readFileSync("app.log", "utf8").split("\n")[line]}</pre>
      <button onClick={() => setLine(line + 1)}>{lineOf(line)}</button>
    </>
  );
}
