"use client";

import { useTransition } from "react";
import { setTarget } from "./actions";

export function Dial({ room }: { room: { id: string; target: number } }) {
  const [isPending, startTransition] = useTransition();
  return (
    <button
      disabled={isPending}
      onClick={() => startTransition(() => setTarget(room.id, room.target + 0.5))}
    >
      Warmer
    </button>
  );
}
