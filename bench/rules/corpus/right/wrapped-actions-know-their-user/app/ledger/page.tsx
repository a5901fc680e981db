import { db } from "@/lib/db";
import { Ledger } from "./ledger";

export default async function Page() {
  return <Ledger entries={await db.entry.findMany({ select: { id: true, label: true } })} />;
}
