"use client";

import { useActionState } from "react";
import { transfer, type TransferState } from "./actions";

const start: TransferState = {};

export function TransferForm({ ownerId }: { ownerId: string }) {
  const [state, action] = useActionState(transfer, start);
  return (
    <form action={action}>
      <input type="hidden" name="ownerId" value={ownerId} />
      <input name="accountId" />
      <input name="recipientId" />
      <input name="cents" />
      <button>Send</button>
      {state.error}
    </form>
  );
}
