import { eq } from "drizzle-orm";
import { showShelves } from "./cache";
import { db } from "./db";
import { shelves } from "./schema";
import { requireKeeper } from "./session";

export async function addShelf(label: string) {
  await requireKeeper();
  await db.insert(shelves).values({ label });
  showShelves();
}

class ShelfService {
  async empty(id: string) {
    await db.delete(shelves).where(eq(shelves.id, id));
  }

  async rename(id: string, label: string) {
    const [row] = await db.update(shelves).set({ label }).where(eq(shelves.id, id)).returning();
    return row;
  }

  all() {
    return db.select().from(shelves).limit(50);
  }
}

export const shelfService = new ShelfService();
