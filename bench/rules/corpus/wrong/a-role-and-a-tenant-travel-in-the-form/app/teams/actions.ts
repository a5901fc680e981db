"use server";

import { z } from "zod";
import { auth } from "@/auth";
import { db } from "@/lib/db";

const email = z.string().email();
const roleOf = z.enum(["member", "owner"]);

export async function inviteMember(tenantId: string, role: string, _last: { sent: boolean }, form: FormData) {
  const session = await auth();
  if (!session) throw new Error("Unauthorized");
  const mayInvite = await db.membership.findFirst({
    where: { tenantId, userId: session.user.id, role: "owner" },
  });
  if (!mayInvite) throw new Error("Forbidden");
  const address = email.safeParse(form.get("email"));
  if (!address.success) return { sent: false };
  await db.invitation.create({
    data: { tenantId: mayInvite.tenantId, email: address.data, role: roleOf.parse(role) },
  });
  return { sent: true };
}
