import type { Database } from "@/db/database";
import { webhookEvents } from "@/db/schema";

/** Notes that an event was handled; says false where it had been before. */
export async function recordEvent(db: Database, id: string): Promise<boolean> {
  const added = await db
    .insert(webhookEvents)
    .values({ id })
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  return added.length > 0;
}
