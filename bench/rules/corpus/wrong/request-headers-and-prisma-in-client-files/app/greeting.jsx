"use client";

import { headers } from "next/headers";

export function Greeting() {
  const greet = async () => alert((await headers()).get("user-agent"));
  return <button onClick={greet}>Hello</button>;
}
