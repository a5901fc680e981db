"use server";

import { revalidatePath } from "next/cache";
import { requireOwner } from "@/lib/owners";
import { changeRole } from "../../lib/members";
import { roles, type Role } from "../../lib/roles";

export async function promote(id: number, role: Role) {
  await requireOwner();
  if (!roles.includes(role)) return;
  await changeRole(id, role);
  revalidatePath("/staff");
}
