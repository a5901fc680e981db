import { verifySession } from "@/lib/dal";
import { Invite } from "./invite";

export default async function Teams() {
  const { tenantId } = await verifySession();
  return <Invite tenantId={tenantId} role="member" />;
}
