import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "@/db/database";
import { avatars } from "@/db/schema";
import type { ImageType } from "@/lib/sniff-image";

/** A picture as it is served. */
export interface Avatar {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
}

/** Stores a member's picture in place of the one before. */
export async function storeAvatar(
  db: Database,
  userId: number,
  contentType: ImageType,
  bytes: Uint8Array,
): Promise<void> {
  const picture = { contentType, bytes, hash: createHash("sha256").update(bytes).digest("hex") };
  await db
    .insert(avatars)
    .values({ userId, ...picture })
    .onConflictDoUpdate({ target: avatars.userId, set: picture });
}

/** Takes a member's picture away. */
export async function deleteAvatar(db: Database, userId: number): Promise<void> {
  await db.delete(avatars).where(eq(avatars.userId, userId));
}

/** A member's picture, if there is one. */
export async function findAvatar(db: Database, userId: number): Promise<Avatar | undefined> {
  const [row] = await db.select().from(avatars).where(eq(avatars.userId, userId));
  return row;
}
