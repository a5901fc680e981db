"use client";

import { useState } from "react";

export function Lazy() {
  const [lines, setLines] = useState<string[]>([]);
  return (
    <button
      onClick={async () => {
        const { results } = await import("../actions/polls");
        setLines(await results("p1"));
      }}
    >
      {lines.join(", ") || "Results"}
    </button>
  );
}
