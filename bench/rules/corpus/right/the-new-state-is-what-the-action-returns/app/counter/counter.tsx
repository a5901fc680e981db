"use client";

import { useActionState } from "react";
import { increment, reset } from "./actions";

export function Counter({ start }: { start: number }) {
  const [count, more] = useActionState(increment, start);
  const [, toZero] = useActionState(reset, 0);
  return (
    <form>
      <output>{count}</output>
      <button formAction={more}>+</button>
      <button formAction={toZero}>0</button>
    </form>
  );
}
