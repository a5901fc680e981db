"use client";

import { useActionState } from "react";
import { inviteMember } from "./actions";

export function Invite({ tenantId, role }: { tenantId: string; role: "member" | "owner" }) {
  const [state, invite] = useActionState(inviteMember.bind(null, tenantId, role), { sent: false });
  return (
    <form action={invite}>
      <input name="email" type="email" />
      <button>{state.sent ? "Invite another" : "Invite"}</button>
    </form>
  );
}
