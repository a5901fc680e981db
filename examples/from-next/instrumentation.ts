/** Opens the database before the first visitor comes. */
export async function register(): Promise<void> {
  const { db } = await import("./lib/db");
  await db();
}
