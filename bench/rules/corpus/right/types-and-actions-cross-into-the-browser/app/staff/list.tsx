"use client";

import type { Member } from "../../lib/members";
import { type Role, roles } from "../../lib/roles";
import { promote } from "./actions";

export function List({ members }: { members: Member[] }) {
  return members.map((member) => (
    <select key={member.id} defaultValue={member.role} onChange={(e) => promote(member.id, e.target.value as Role)}>
      {roles.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </select>
  ));
}
