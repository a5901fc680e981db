import { database } from "@/db/connection";

/** Opens the database before the first visitor comes, so that a broken one is seen at once. */
export async function register(): Promise<void> {
  await database();
}
