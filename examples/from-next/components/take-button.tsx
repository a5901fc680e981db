"use client";

import { useState, useTransition } from "react";

/** Calls an action that its page has made, without a form. */
export function TakeButton({
  action,
  isEmpty,
}: {
  action: () => Promise<{ taken: boolean }>;
  isEmpty: boolean;
}) {
  const [isPending, startTransition] = useTransition();
  const [said, setSaid] = useState("");
  const take = (): void =>
    startTransition(async () => {
      const { taken } = await action();
      setSaid(taken ? "One is on its way to you." : "Somebody was faster.");
    });
  return (
    <>
      <button type="button" onClick={take} disabled={isPending || isEmpty}>
        {isPending ? "Taking…" : "Take a packet"}
      </button>
      {said !== "" && <output>{said}</output>}
    </>
  );
}
