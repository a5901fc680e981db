import { database } from "@/db/connection";
import { webhookSecret } from "@/lib/webhook-secret";

/** Opens the database before the first visitor comes, so that a broken one is seen at once, and makes the webhook's secret. */
export async function register(): Promise<void> {
  await database();
  webhookSecret();
}
