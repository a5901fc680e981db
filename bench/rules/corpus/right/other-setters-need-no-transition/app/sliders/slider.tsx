"use client";

import { useCallback, useOptimistic, useState } from "react";
import { useOptimistic as useLocalOptimistic } from "@/lib/optimistic-store";
import { saveVolume } from "./actions";

export function Slider({ volume }: { volume: number }) {
  const [level, setLevel] = useState(volume);
  const [draft, setDraft] = useLocalOptimistic(volume);
  const [sent, setSent] = useOptimistic(volume);

  const send = useCallback(
    async (formData: FormData) => {
      const next = Number(formData.get("volume"));
      setSent(next);
      await saveVolume(next);
    },
    [setSent],
  );

  return (
    <form action={send}>
      <input
        name="volume"
        type="range"
        value={level}
        onChange={(event) => {
          setLevel(event.target.valueAsNumber);
          setDraft(event.target.valueAsNumber);
        }}
      />
      <button>
        {draft} → {sent}
      </button>
    </form>
  );
}
