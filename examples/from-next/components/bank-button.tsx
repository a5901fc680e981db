"use client";

import { useState, useTransition } from "react";
import { askSeedBank } from "@/app/actions/seed.actions";

/** Calls an action that may throw: inside a transition the error goes to the nearest boundary. */
export function BankButton() {
  const [isPending, startTransition] = useTransition();
  const [stock, setStock] = useState("");
  const ask = (): void => startTransition(async () => setStock(await askSeedBank()));
  return (
    <p className="row">
      <button type="button" onClick={ask} disabled={isPending}>
        Ask for its stock
      </button>
      {stock !== "" && <output>{stock}</output>}
    </p>
  );
}
