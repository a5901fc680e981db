import { auth } from "@/auth";
import { sql } from "@/lib/sql";
import { Counter } from "./counter";

export default async function Page() {
  const session = await auth();
  const [row] = await sql`SELECT value FROM counters WHERE user_id = ${session?.user?.id ?? ""}`;
  return <Counter start={row?.value ?? 0} />;
}
