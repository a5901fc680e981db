"use client";

import { useState } from "react";

export function QuoteButton({ quote }: { quote: () => Promise<string> }) {
  const [text, setText] = useState("Say something");
  return <button onClick={async () => setText(await quote())}>{text}</button>;
}
