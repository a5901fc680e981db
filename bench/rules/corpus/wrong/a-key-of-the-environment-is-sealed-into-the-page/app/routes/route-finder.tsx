"use client";

import { useState } from "react";

interface Props {
  find: (from: string, to: string) => Promise<{ km: number }>;
  balance: () => Promise<string>;
}

export function RouteFinder({ find, balance }: Props) {
  const [text, setText] = useState("");
  return (
    <>
      <button onClick={async () => setText(`${(await find("Aarhus", "Lund")).km} km`)}>Find</button>
      <button onClick={async () => setText(await balance())}>Balance</button>
      {text}
    </>
  );
}
